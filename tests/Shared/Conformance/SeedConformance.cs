namespace DelayedArrays.Testing;

/// <summary>A kind of seed under test.</summary>
/// <param name="Name">The name in failures.</param>
/// <param name="Keep">Stores an array, at a path if the seed reads files, and opens the stored array.</param>
public sealed record SeedForm(string Name, Func<DelayedArray<int>, string, DelayedArray<int>> Keep)
{
    /// <summary>The required number of axes; null for any.</summary>
    public int? Rank { get; init; }
}

/// <summary>The tests that every seed must pass.</summary>
public abstract class SeedConformance : Conformance
{
    /// <summary>The seeds under test.</summary>
    protected abstract IEnumerable<SeedForm> Forms { get; }

    [Fact]
    public void Shape_type_and_values_are_those_that_were_kept() => Each((array, values, what) =>
    {
        Assert.Equal(ElementType.Int32, array.ElementType);
        AssertEqual(values, array, what);
    });

    [Fact]
    public void Any_part_in_any_order_of_axes_has_its_values() => Each((array, values, what) => AssertParts(values, array, what));

    [Fact]
    public void Values_do_not_depend_on_threads_look_ahead_and_cache() => Each((array, values, what) =>
    {
        foreach (var settings in Settings)
            AssertEqual(values, array, what, settings);
    });

    [Fact]
    public void Sums_and_counts_over_each_axis_are_those_of_the_values() => Each((array, values, what) =>
    {
        for (var axis = 0; axis < values.Rank; axis++)
        {
            var groups = values.Reduce([axis]).Groups;
            Assert.True(groups.Select(group => group.Sum(value => (long)value)).SequenceEqual(array.Sum(axis)), $"{what}: sums over {axis}");
            Assert.True(groups.Select(group => group.LongCount(value => value != 0)).SequenceEqual(array.CountNonZero(axis)), $"{what}: counts over {axis}");
        }
    });

    [Fact]
    public void Many_threads_read_at_once() => Each((array, values, what) =>
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => AssertEqual(values, array, what)));

    [Fact]
    public void No_more_is_read_and_held_than_was_said() => Each((array, _, what) =>
    {
        var reports = new List<ExecutionReport>();
        var said = array.Explain(new ExecutionOptions { ChunkCache = new ChunkCache(0) });
        array.ToArray(new ExecutionOptions { ChunkCache = new ChunkCache(0), Report = reports.Add });
        var read = Assert.Single(reports);
        Assert.True(read.Blocks == said.Blocks && read.Chunks <= said.Chunks && read.BytesDecoded <= said.BytesDecoded && read.PeakBytes <= said.PeakBytes,
            $"{what}: {said}\n{read}");
    });

    [Fact]
    public void A_cancelled_run_ends_as_cancelled() => Each((array, _, _) =>
        Assert.ThrowsAny<OperationCanceledException>(() => array.ToArray(new ExecutionOptions { Cancellation = new CancellationToken(canceled: true) })));

    [Fact]
    public void The_tree_names_one_seed() => Each((array, _, _) =>
    {
        var seed = Assert.Single(array.Seeds);
        Assert.NotEmpty(seed.Description);
        Assert.Contains(seed.Description, array.ToTree(), StringComparison.Ordinal);
    });

    private void Each(Action<DelayedArray<int>, Dense<int>, string> check)
    {
        foreach (var form in Forms)
        {
            foreach (var shape in Shapes(form.Rank))
            {
                var values = Values(shape);
                check(form.Keep(Array(values), NewPath()), values, $"{form.Name} of {shape}");
            }
        }
    }
}
