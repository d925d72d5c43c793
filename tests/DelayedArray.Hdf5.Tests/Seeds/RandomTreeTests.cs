namespace DelayedArrays.Tests;

/// <summary>Random trees over datasets in chunks and without.</summary>
public sealed class RandomTreeTests : IDisposable
{
    private const int Batch = 30;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_trees_have_the_values_of_a_naive_evaluation_however_they_run(int batch)
    {
        for (var number = batch * Batch; number < (batch + 1) * Batch; number++)
        {
            RandomGraph.InTree(number, new SeedBank(new Datasets(_folder[$"{number}"])), null, twin =>
                Kit.Of(twin.Type).Check(new TreeCheck(twin, new Random(number), variants: 2, reductions: 1), twin));
        }
    }

    /// <summary>Leaves that are datasets, each in a file of its own.</summary>
    private sealed class Datasets(string path) : Leaves
    {
        private int _count;

        protected override (ISeed<T> Seed, Dense<T> Naive) MakeStored<T>(Random random, long[] shape, Func<Random, T> value)
        {
            var (memory, naive) = base.MakeStored(random, shape, value);
            var file = $"{path}-{_count++}.h5";
            Delayed.FromSeed(memory).WriteHdf5(file, "x", new()
            {
                Chunks = [.. shape.Select(length => random.NextInt64(1, Math.Max(length, 1) + 1))],
                Compression = random.Next(3) == 0 ? "none" : "gzip",
            });
            return ((ISeed<T>)Hdf5Array.Open<T>(file, "x").Seeds.Single(), naive);
        }
    }
}
