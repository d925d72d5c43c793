namespace DelayedArrays.ZarrTests;

/// <summary>Random trees over arrays in chunks and shards.</summary>
public sealed class RandomTreeTests : IDisposable
{
    private const int Batch = 30;
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    /// <summary>Trees of one batch.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_trees_have_the_values_of_a_naive_evaluation_however_they_run(int batch)
    {
        for (var number = batch * Batch; number < (batch + 1) * Batch; number++)
        {
            RandomGraph.InTree(number, new SeedBank(new Arrays(_folder[$"{number}"])), null, twin =>
                Kit.Of(twin.Type).Check(new TreeCheck(twin, new Random(number), variants: 2, reductions: 1), twin));
        }
    }

    /// <summary>Leaves that are arrays, each in a folder of its own.</summary>
    private sealed class Arrays(string path) : Leaves
    {
        private int _count;

        protected override (ISeed<T> Seed, Dense<T> Naive) MakeStored<T>(Random random, long[] shape, Func<Random, T> value)
        {
            var (memory, naive) = base.MakeStored(random, shape, value);
            var location = $"{path}-{_count++}.zarr";
            var chunks = shape.Select(length => random.NextInt64(1, Math.Max(length, 1) + 1)).ToArray();
            var version = random.Next(2, 4);
            Delayed.FromSeed(memory).WriteZarr(location, "", new()
            {
                Version = version,
                Chunks = [.. chunks],
                Shards = version == 3 && random.Next(2) == 0 ? [.. chunks.Select(length => length * 2)] : [],
                Compression = random.Next(3) == 0 ? "none" : "gzip",
            });
            return ((ISeed<T>)ZarrArray.Open<T>(location).Seeds.Single(), naive);
        }
    }
}
