namespace DelayedArrays.Testing;

/// <summary>Shapes, values and comparisons for the suites that all seeds, nodes and sinks must pass.</summary>
public abstract class Conformance : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _paths;

    /// <summary>Settings that must not change a result.</summary>
    protected static IEnumerable<ExecutionOptions> Settings =>
        from workers in (int[])[1, 2, 7]
        from cache in (long[])[0, 300, 1 << 20]
        select new ExecutionOptions { Workers = workers, LookAhead = workers / 2, ChunkCache = new ChunkCache(cache) };

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives an unused path in a folder of its own.</summary>
    protected string NewPath() => Path.Combine(Directory.CreateDirectory(_folder[$"{_paths++}"]).FullName, "x");

    /// <summary>Shapes with few and many axes, with and without elements.</summary>
    /// <param name="rank">The number of axes; null for any.</param>
    protected static IEnumerable<Shape> Shapes(int? rank = null) =>
        ((Shape[])[[], [1], [100], [17, 23], [1, 40], [300, 4], [6, 1, 9], [3, 4, 5, 6], [0, 5], [5, 0]]).Where(shape => rank is null || shape.Rank == rank);

    /// <summary>Makes values, two thirds of them zero.</summary>
    internal static Dense<int> Values(Shape shape)
    {
        var random = new Random(shape.GetHashCode());
        return Dense<int>.Build(shape.ToArray(), _ => random.Next(3) == 0 ? random.Next(-50, 50) : 0);
    }

    /// <summary>Makes an array in memory.</summary>
    internal static DelayedArray<int> Array(Dense<int> values) => Delayed.FromMemory(values.Values, new Shape(values.Shape));

    /// <summary>Asserts that an array has a shape and values.</summary>
    internal static void AssertEqual(Dense<int> expected, DelayedArray<int> found, string what, ExecutionOptions? options = null)
    {
        Assert.True(found.Shape == new Shape(expected.Shape), $"{what}: {found.Shape} instead of {new Shape(expected.Shape)}");
        var values = found.ToArray(options);
        for (var i = 0; i < values.Length; i++)
            Assert.True(expected.Values[i] == values[i], $"{what}: element {i} is {values[i]} instead of {expected.Values[i]}\n{found.ToTree()}");
    }

    /// <summary>Asserts that parts of an array, with their axes in any order, have the expected values.</summary>
    internal static void AssertParts(Dense<int> expected, DelayedArray<int> array, string what)
    {
        for (var number = 0; number < 30; number++)
        {
            var random = new Random(number);
            var picks = expected.Shape.Select(length => RandomSelections.Next(random, length)).ToArray();
            int[] dropped = [.. Enumerable.Range(0, picks.Length).Where(axis => picks[axis].Drops)];
            var values = expected.Subset([.. picks.Select(pick => pick.Taken)]).Squeeze(dropped);
            var part = array[[.. picks.Select(pick => pick.Index)]];
            int[] order = [.. Enumerable.Range(0, values.Rank)];
            if (number % 2 == 0)
                random.Shuffle(order);
            AssertEqual(values.Permute(order), part.Permute(order), $"{what}, part {number}");
        }
    }
}
