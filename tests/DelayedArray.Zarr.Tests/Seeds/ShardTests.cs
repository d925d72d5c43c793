using System.Buffers.Binary;

namespace DelayedArrays.ZarrTests;

/// <summary>Shards: their content, how little of them is read, and the errors of damaged ones.</summary>
public class ShardTests
{
    private static readonly StoreKey s_first = new("c/0/0");

    [Fact]
    public void RandomShardsAgreeWithWhatWasWritten()
    {
        Random random = new(5);
        for (var round = 0; round < 120; round++)
        {
            var rank = random.Next(1, 4);
            var levels = new long[random.Next(1, 4)][];
            levels[^1] = [.. Enumerable.Range(0, rank).Select(_ => (long)random.Next(1, 4))];
            for (var level = levels.Length - 2; level >= 0; level--)
                levels[level] = [.. levels[level + 1].Select(length => length * random.Next(1, 4))];
            long[] shape = [.. levels[0].Select(length => (long)random.Next(1, (int)Math.Min((2 * length) + 2, 24)))];
            int[] values = [.. Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => random.Next())];
            var leftOut = random.Next(1, 4);
            TestShards shards = new(shape, values)
            {
                Levels = levels,
                Order = random.Next(2) == 0 ? null : Shuffled(rank, random),
                IsBigEndian = random.Next(2) == 0,
                IndexAtStart = random.Next(2) == 0,
                StorageOrder = random.Next(2) == 0 ? null : random,
                Gap = random.Next(3),
                IsLeftOut = origin => origin.Sum() % leftOut == 1,
                Fill = -7,
            };
            using var store = shards.Write();
            var array = ZarrArray.Open<int>(store);
            var expected = shards.Expected();
            Assert.Equal(expected, array.ToArray());
            Assert.Equal(
                Delayed.FromMemory(expected, shape)[[.. shape.Select(_ => (AxisIndex)Selection.Slice(null, null, -2))]].ToArray(),
                array[[.. shape.Select(_ => (AxisIndex)Selection.Slice(null, null, -2))]].ToArray());
        }
    }

    [Fact]
    public void OnlyTheIndexAndTheChunksWantedAreRead()
    {
        using CountingZarrStore store = new(Square().Write());
        var array = ZarrArray.Open<int>(store);
        store.Reset();
        Assert.Equal(16 * 3 + 5, array[3, 5].ToScalar());
        Assert.Equal(2, store.Reads.Count);
        Assert.Equal((16 * 16) + 4 + 16, store.BytesRead);
        store.Reset();
        Assert.Equal(16 * 7, array[7, 0].ToScalar());
        Assert.Equal(1, store.Reads.Count(read => read.Bytes is not null));
        Assert.Equal(16, store.BytesRead);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 100)]
    public void ChunksOfAShardAreReadAtOnce(bool isShuffled, int gap)
    {
        using CountingZarrStore store = new(Square(gap, isShuffled ? new Random(3) : null).Write());
        var array = ZarrArray.Open<int>(store);
        store.Reset();
        ExecutionReport? report = null;
        Assert.Equal(Enumerable.Range(0, 256), array.ToArray(new() { Report = found => report = found }));
        // Of four shards, the index and all sixteen chunks.
        Assert.Equal(2 * 4, store.Reads.Count);
        Assert.Equal((4 * 15 * (16 + gap)) + (4 * 16), store.BytesRead - (4 * ((16 * 16) + 4)));
        Assert.Equal(store.BytesRead - (4 * ((16 * 16) + 4)), report!.BytesRead);
        Assert.Equal(64, report.Chunks);
    }

    [Fact]
    public void ChunksFarApartAreReadApart()
    {
        int[] values = [.. Enumerable.Range(0, 16 * 16)];
        using CountingZarrStore store = new(new TestShards([16, 16], values) { Levels = [[16, 16], [4, 4]], Gap = 70_000 }.Write());
        var array = ZarrArray.Open<int>(store);
        store.Reset();
        Assert.Equal(values, array.ToArray());
        Assert.Equal(1 + 16, store.Reads.Count);
        Assert.Equal((16 * 16) + 4 + (16 * 64), store.BytesRead);
    }

    [Fact]
    public void WhatLiesBetweenIsReadAlong()
    {
        // Chunks of 48,000 bytes, every second one wanted. One read covers at most the bytes that four of them may have.
        int[] values = [.. Enumerable.Range(0, 20 * 12_000)];
        using CountingZarrStore store = new(new TestShards([20, 12_000], values) { Levels = [[20, 12_000], [1, 12_000]] }.Write());
        var array = ZarrArray.Open<int>(store);
        store.Reset();
        int[] rows = [2, 4, 6, 8];
        Assert.Equal(rows.SelectMany(row => values[(row * 12_000)..((row + 1) * 12_000)]), array[rows, ..].ToArray());
        Assert.Equal([(20 * 16) + 4, 3 * 48_000, 3 * 48_000], store.Reads.Select(read => read.Bytes!.Value));
        store.Reset();
        Assert.Equal(values, array.ToArray());
        Assert.Equal(20 * 48_000, store.BytesRead);
        Assert.Single(store.Reads);
    }

    [Fact]
    public void ChunksKeptAreNotReadAgain()
    {
        using CountingZarrStore store = new(Square().Write());
        var array = ZarrArray.Open<int>(store);
        ExecutionOptions options = new() { ChunkCache = new ChunkCache(1 << 20) };
        Assert.Equal(16 + 1, array[1, 1].ToScalar(options));
        store.Reset();
        Assert.Equal(Enumerable.Range(0, 8), array[0, ..8].ToArray(options));
        Assert.Equal(3 * 16, store.BytesRead);
        Assert.Single(store.Reads);
    }

    [Fact]
    public void OfChunksReadAtOnceTheDamagedOneIsNamed()
    {
        using var store = Square().Write();
        var shard = store.Read("c/0/0")!;
        var index = shard.AsSpan(shard.Length - (16 * 16) - 4);
        BinaryPrimitives.WriteInt64LittleEndian(index[(5 * 16)..], shard.Length - 1);
        BinaryPrimitives.WriteUInt32LittleEndian(index[^4..], Crc32C.Compute(index[..^4]));
        store.Write(s_first, shard);
        var array = ZarrArray.Open<int>(store);
        Assert.Contains("the chunk (1, 1) is stated to be 16 bytes", Assert.Throws<ArrayFormatException>(() => array.ToArray()).Message, StringComparison.Ordinal);
        Assert.Equal(16 + 5, array[1, 5].ToScalar());
    }

    [Theory]
    [InlineData(0, 1L << 40, "at 1099511627776")]
    [InlineData(0, long.MaxValue, "impossible offset or length")]
    [InlineData(0, -1L, "impossible offset or length")]
    [InlineData(8, 1L << 40, "expected at most")]
    [InlineData(8, 0L, "impossible offset or length")]
    [InlineData(8, 15L, "15 bytes came out")]
    [InlineData(8, -1L, "impossible offset or length")]
    public void EntriesThatPointElsewhereAreErrors(int at, long value, string expected)
    {
        using var store = Square().Write();
        var shard = store.Read("c/0/0")!;
        var index = shard.AsSpan(shard.Length - (16 * 16) - 4);
        BinaryPrimitives.WriteInt64LittleEndian(index[at..], value);
        BinaryPrimitives.WriteUInt32LittleEndian(index[^4..], Crc32C.Compute(index[..^4]));
        store.Write(s_first, shard);
        Fails(store, expected);
    }

    [Fact]
    public void ChunksThatShareBytesAreReadAsTheIndexSays()
    {
        using var store = Square().Write();
        var shard = store.Read("c/0/0")!;
        var index = shard.AsSpan(shard.Length - (16 * 16) - 4);
        index.Slice(16, 16).CopyTo(index);
        BinaryPrimitives.WriteUInt32LittleEndian(index[^4..], Crc32C.Compute(index[..^4]));
        store.Write(s_first, shard);
        var array = ZarrArray.Open<int>(store);
        Assert.Equal(array[0, 2].ToScalar(), array[0, 0].ToScalar());
    }

    [Fact]
    public void DamagedIndexesAreErrors()
    {
        using var store = Square().Write();
        var shard = store.Read("c/0/0")!;
        shard[^10] ^= 1;
        store.Write(s_first, shard);
        Fails(store, "checksum");
        store.Write(s_first, shard.AsSpan(0, 100));
        Fails(store, "the index of the shard");
        store.Write(s_first, []);
        Fails(store, "the index of the shard");
    }

    [Fact]
    public void ShardsThatAreNotThereAreFilled()
    {
        using var store = Square().Write();
        store.Delete(s_first);
        var values = ZarrArray.Open<int>(store).ToArray();
        Assert.Equal(64, values.Count(value => value == -7));
        Assert.Equal((16 * 8) + 8, values[(16 * 8) + 8]);
    }

    private static TestShards Square(int gap = 0, Random? order = null) =>
        new([16, 16], [.. Enumerable.Range(0, 256)]) { Levels = [[8, 8], [2, 2]], Fill = -7, Gap = gap, StorageOrder = order };

    private static void Fails(ZarrStore store, string expected)
    {
        var array = ZarrArray.Open<int>(store);
        var error = Assert.Throws<ArrayFormatException>(() => array[0, 0].ToScalar());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("memory:", error.Message, StringComparison.Ordinal);
    }

    private static int[] Shuffled(int rank, Random random)
    {
        int[] order = [.. Enumerable.Range(0, rank)];
        random.Shuffle(order);
        return order;
    }
}
