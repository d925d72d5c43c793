using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>Entries sorted through buckets and a temporary file.</summary>
public sealed class SpillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1 << 10, 64, 4)]
    [InlineData(1 << 12, 256, 512)]
    [InlineData(1 << 14, 256, 2)]
    [InlineData(1 << 20, 1 << 16, 512)]
    public void Buckets_give_back_what_was_put_in(long bucketBytes, long bufferBytes, int maxBuckets)
    {
        CheckBuckets<uint>(bucketBytes, bufferBytes, maxBuckets);
        CheckBuckets<ulong>(bucketBytes, bufferBytes, maxBuckets);
        CheckBuckets<UInt128>(bucketBytes, bufferBytes, maxBuckets);
    }

    private void CheckBuckets<TKey>(long bucketBytes, long bufferBytes, int maxBuckets)
        where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
    {
        var random = new Random(5);
        const int Lines = 1000;
        // Most entries are in few lines, so that buckets have to be split.
        var entries = Enumerable.Range(0, 50_000)
            .Select(i => (Line: random.Next(4) == 0 ? random.Next(Lines) : 500 + random.Next(3), Minor: i, Value: random.Next()))
            .ToArray();
        var sizes = new SpillSizes(bucketBytes, bufferBytes, maxBuckets);
        using var file = new SpillFile(_folder["x"], SpillBuckets<int, TKey>.BufferBytes(sizes));
        var keys = new SpillKeys<TKey>(16);
        using var buckets = new SpillBuckets<int, TKey>(file, 0, Lines, 2000, keys, sizes);
        random.Shuffle(entries);
        foreach (var (line, minor, value) in entries)
        {
            var bucket = buckets.BucketOf(line);
            buckets.Add(bucket, [new(keys.Of(line - buckets.FirstLineOf(bucket), minor), value)]);
        }
        Assert.Empty(SparseSamples.Beside(_folder["x"]));
        var found = new List<(int, int, int)>();
        var first = 0;
        foreach (var part in buckets.InOrder(default))
        {
            using var batch = part.Sort<int>(default);
            var i = 0;
            for (var line = 0; line < batch.Counts.Length; line++)
            {
                for (var end = i + batch.Counts[line]; i < end; i++)
                    found.Add((first + line, batch.Minors[i], batch.Values[i]));
            }
            first += batch.Counts.Length;
        }
        Assert.Equal(Lines, first);
        Assert.Equal([.. entries.Order()], found);
    }

    [Fact]
    public void A_line_with_too_many_entries_is_named()
    {
        // Entries of 12 bytes.
        var sizes = new SpillSizes(240, 64, 4) { MaxAtOnce = 12_000 };
        using var file = new SpillFile(_folder["x"], SpillBuckets<int, ulong>.BufferBytes(sizes));
        var keys = new SpillKeys<ulong>(32);
        using var buckets = new SpillBuckets<int, ulong>(file, 0, 10, 100, keys, sizes);
        for (var i = 0; i < 1001; i++)
            buckets.Add(buckets.BucketOf(7), [new(keys.Of(7 - buckets.FirstLineOf(buckets.BucketOf(7)), i), i)]);
        var problem = Assert.Throws<MemoryBudgetException>(() =>
        {
            foreach (var part in buckets.InOrder(default))
                Assert.NotNull(part);
        });
        Assert.Contains("line 7", problem.Message, StringComparison.Ordinal);
        Assert.Contains("1001 entries; at most 1000", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_matrix_is_turned_in_little_memory()
    {
        var random = Delayed.FromFunction<float>(new Shape(3000, 1000), index => (index[0] * 7919 + index[1] * 104729) % 11 == 0 ? 1 + index[0] : 0);
        random.WriteHdf5Sparse(_folder["a.h5"], "X");
        var peak = 0L;
        var execution = new ExecutionOptions { MemoryBudget = 24 << 20, Workers = 2, ChunkCache = new ChunkCache(4 << 20), Report = report => peak = report.PeakBytes };
        Hdf5SparseMatrix.Open<float>(_folder["a.h5"], "X").WriteHdf5Sparse(_folder["b.h5"], "X", new() { Layout = SparseLayout.Csc }, execution);
        Assert.InRange(peak, 1, 24 << 20);
        SparseSamples.Canonical<float>(_folder["b.h5"], "X", SparseLayout.Csc);
        Assert.Equal(random.ToArray(), Hdf5SparseMatrix.Open<float>(_folder["b.h5"], "X").ToArray());
        Assert.Equal(["a.h5", "b.h5"], SparseSamples.Beside(_folder["a.h5"]));
    }
}
