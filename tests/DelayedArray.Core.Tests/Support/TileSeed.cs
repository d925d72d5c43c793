namespace DelayedArrays.Tests;

/// <summary>Values in memory that pretend to be stored in chunks; counts how often each is decoded.</summary>
internal sealed class TileSeed<T>(T[] values, Shape shape, Shape chunks) : ChunkedSeed<T>(shape, chunks) where T : unmanaged
{
    private int _reads;
    private int _rowReads;

    public override string Description => $"Tiles of {Chunk}";

    /// <summary>Chunks decoded so far.</summary>
    public int Reads => _reads;

    /// <summary>Called before each chunk is decoded.</summary>
    public Action<long[]>? OnRead { get; init; }

    /// <summary>Whether chunks are also decoded into rows that lie apart.</summary>
    public bool InRows { get; init; }

    /// <summary>Chunks decoded into rows so far.</summary>
    public int RowReads => _rowReads;

    protected override bool ReadsRows => InRows;

    protected override long ReadChunkRows(ReadOnlySpan<long> chunk, SpanRows<T> rows, BlockContext context)
    {
        Assert.True(rows.Count > 1);
        Interlocked.Increment(ref _rowReads);
        var whole = new T[rows.TotalLength];
        var stored = ReadChunk(chunk, whole, context);
        rows.CopyFrom(whole);
        return stored;
    }

    protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context)
    {
        Interlocked.Increment(ref _reads);
        OnRead?.Invoke(chunk.ToArray());
        var lengths = Chunk.ToArray();
        var strides = Shape.Strides();
        for (var i = 0; i < destination.Length; i++)
        {
            var position = 0L;
            var inside = true;
            var within = NaiveArray<T>.IndexOf(i, lengths);
            for (var axis = 0; axis < within.Length; axis++)
            {
                var index = (chunk[axis] * lengths[axis]) + within[axis];
                inside &= index < Shape[axis];
                position += index * strides[axis];
            }
            // What lies beyond the edge is rubbish, and must not be seen.
            destination[i] = inside ? values[position] : values[0];
        }
        return StoredBytes(chunk);
    }

    protected override long StoredBytes(ReadOnlySpan<long> chunk) => 7 + chunk.Length;
}
