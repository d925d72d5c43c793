namespace DelayedArrays.Testing;

/// <summary>Writes an array at a path.</summary>
/// <param name="array">The array.</param>
/// <param name="path">The path.</param>
/// <param name="overwrite">Whether to replace existing content.</param>
/// <param name="execution">How to evaluate the array.</param>
public delegate void ArrayWriter(DelayedArray<int> array, string path, bool overwrite, ExecutionOptions? execution);

/// <summary>A kind of sink under test.</summary>
/// <param name="Name">The name in failures.</param>
/// <param name="Write">Writes an array.</param>
/// <param name="Open">Opens the array written at a path.</param>
public sealed record SinkForm(string Name, ArrayWriter Write, Func<string, DelayedArray<int>> Open)
{
    /// <summary>The required number of axes; null for any.</summary>
    public int? Rank { get; init; }

    /// <summary>The seed that reads what the sink has written.</summary>
    public SeedForm Seed => new(Name, (array, path) =>
    {
        Write(array, path, false, null);
        return Open(path);
    })
    { Rank = Rank };
}

/// <summary>The tests that every sink must pass.</summary>
public abstract class SinkConformance : Conformance
{
    private static readonly Shape Usual = [60, 40];

    /// <summary>The sinks under test.</summary>
    protected abstract IEnumerable<SinkForm> Forms { get; }

    [Fact]
    public void What_is_written_is_read_back_however_it_was_computed()
    {
        foreach (var form in Forms)
        {
            foreach (var shape in Shapes(form.Rank))
            {
                var values = Values(shape);
                int[] reversed = [.. Enumerable.Range(0, shape.Rank).Reverse()];
                foreach (var settings in Settings.Where((_, i) => i % 3 == 0))
                {
                    var path = NewPath();
                    form.Write(Array(values.Permute(reversed)).Permute(reversed), path, false, settings);
                    AssertEqual(values, form.Open(path), $"{form.Name} of {shape}");
                }
            }
        }
    }

    [Fact]
    public void What_is_there_is_replaced_only_if_that_is_asked_for() => Each((form, path) =>
    {
        var (before, after) = (Values(Usual), Values(Usual).Map(value => value + 1));
        form.Write(Array(before), path, false, null);
        Assert.ThrowsAny<IOException>(() => form.Write(Array(after), path, false, null));
        AssertEqual(before, form.Open(path), form.Name);
        form.Write(Array(after), path, true, null);
        AssertEqual(after, form.Open(path), form.Name);
    });

    [Fact]
    public void An_array_is_replaced_by_one_computed_from_it() => Each((form, path) =>
    {
        form.Write(Array(Values(Usual)), path, false, null);
        form.Write(form.Open(path) * 3, path, true, null);
        AssertEqual(Values(Usual).Map(value => value * 3), form.Open(path), form.Name);
    });

    [Fact]
    public void What_fails_to_be_computed_leaves_what_was_there() => Each((form, path) =>
    {
        var failing = Delayed.FromFunction<int>(Usual, at => at[0] == 59 ? throw new InvalidDataException("the last row") : 1);
        Assert.Equal("the last row", Assert.Throws<InvalidDataException>(() => form.Write(failing, path, false, null)).Message);
        AssertNothing(form, path);
        form.Write(Array(Values(Usual)), path, false, null);
        Assert.Throws<InvalidDataException>(() => form.Write(failing, path, true, null));
        AssertEqual(Values(Usual), form.Open(path), form.Name);
    });

    [Fact]
    public void What_is_cancelled_leaves_what_was_there() => Each((form, path) =>
    {
        AssertCancelled(form, path, overwrite: false);
        AssertNothing(form, path);
        form.Write(Array(Values(Usual)), path, false, null);
        AssertCancelled(form, path, overwrite: true);
        AssertEqual(Values(Usual), form.Open(path), form.Name);
    });

    private static void AssertCancelled(SinkForm form, string path, bool overwrite) => Assert.ThrowsAny<OperationCanceledException>(
        () => form.Write(Array(Values(Usual)), path, overwrite, new ExecutionOptions { Cancellation = new CancellationToken(canceled: true) }));

    private static void AssertNothing(SinkForm form, string path)
    {
        Assert.NotNull(Record.Exception(() => form.Open(path)));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    private void Each(Action<SinkForm, string> check)
    {
        foreach (var form in Forms)
            check(form, NewPath());
    }
}
