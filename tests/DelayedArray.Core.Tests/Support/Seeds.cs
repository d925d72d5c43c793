using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace DelayedArrays.Tests;

/// <summary>Chunks cut out of an array in memory. Counts how often each is read; what lies beyond the array's edge is garbage.</summary>
internal class CountingSeed<T>(Dense<T> values, ChunkGrid grid) : ChunkedSeed<T>(grid), IStoredChunkSizes where T : unmanaged
{
    private readonly ConcurrentDictionary<string, int> _reads = new(StringComparer.Ordinal);

    public CountingSeed(Dense<T> values, params long[] chunks)
        : this(values, ChunkGrid.Regular(new Shape(values.Shape), new Shape(chunks))) { }

    public override string Description => $"Counting({string.Join("x", Chunk)})";

    /// <summary>Called before each chunk is read.</summary>
    public Action<long[]>? Reading { get; init; }

    /// <summary>Different chunks read so far.</summary>
    public int Distinct => _reads.Count;

    /// <summary>Chunks read so far, each time they were.</summary>
    public int Total => _reads.Values.Sum();

    protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context)
    {
        var coordinates = chunk.ToArray();
        Reading?.Invoke(coordinates);
        _reads.AddOrUpdate(string.Join(",", coordinates), 1, (_, count) => count + 1);
        using var stored = context.Rent<byte>(Stored(chunk));
        using (context.Reading())
            MemoryMarshal.AsBytes(destination).Fill(0xA5);
        var position = 0;
        foreach (var within in Dense<T>.Indices(Grid.ShapeOf(coordinates).ToArray()))
        {
            long[] index = [.. within.Select((i, axis) => i + Grid.Axes[axis][coordinates[axis]].Start)];
            if (index.Select((i, axis) => i < Shape[axis]).All(inside => inside))
                destination[position] = values[index];
            position++;
        }
        return Stored(chunk);
    }

    public long? StoredBytes(ReadOnlySpan<long> chunk) => Stored(chunk);

    /// <summary>Differs from chunk to chunk, as it does where chunks are compressed; some are not stored.</summary>
    private static long Stored(ReadOnlySpan<long> chunk)
    {
        var sum = 0L;
        foreach (var coordinate in chunk)
            sum += coordinate;
        return sum % 5 == 4 ? 0 : 3 + (sum % 7);
    }
}

/// <summary>A seed whose chunks are also decoded into rows that lie apart.</summary>
internal sealed class RowCountingSeed<T>(Dense<T> values, ChunkGrid grid) : CountingSeed<T>(values, grid), IChunkRowReader<T> where T : unmanaged
{
    private int _rowReads;

    public RowCountingSeed(Dense<T> values, params long[] chunks)
        : this(values, ChunkGrid.Regular(new Shape(values.Shape), new Shape(chunks))) { }

    /// <summary>Chunks decoded into rows so far.</summary>
    public int RowReads => _rowReads;

    public long ReadChunkRows(ReadOnlySpan<long> chunk, SpanRows<T> rows, BlockContext context)
    {
        Assert.True(rows.Count > 1);
        Interlocked.Increment(ref _rowReads);
        var whole = new T[rows.TotalLength];
        var stored = ReadChunk(chunk, whole, context);
        rows.CopyFrom(whole);
        return stored;
    }
}

/// <summary>Hands up its own memory or the caller's scratch by turns, and spoils its memory when the block ends.</summary>
internal sealed class FickleSeed<T>(Dense<T> values) : ISeed<T> where T : unmanaged
{
    public Shape Shape { get; } = new(values.Shape);

    public Shape? ChunkShape => null;

    public bool IsSparse => false;

    public bool IsInMemory => false;

    public string Description => "Fickle";

    public string? Path => null;

    public void Plan(BlockRequest request, ReadPlan plan) { }

    public BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        Assert.NotEqual(0, request.Count);
        long[] lengths = [.. request.Order.Select(axis => request.Axes[axis].Count)];
        var block = Dense<T>.Build(lengths, digits =>
        {
            var index = new long[request.Rank];
            for (var k = 0; k < index.Length; k++)
                index[request.Order[k]] = request.Axes[request.Order[k]][digits[k]];
            return values[index];
        });
        return new Cursor(block.Values);
    }

    private sealed class Cursor(T[] block) : BlockCursor<T>
    {
        private bool _own;

        public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch)
        {
            var part = block.AsSpan(offset, scratch.Length);
            _own = !_own;
            if (_own)
                return part;
            part.CopyTo(scratch);
            return scratch;
        }

        protected override void Release() => MemoryMarshal.AsBytes(block.AsSpan()).Fill(0x5A);
    }
}
