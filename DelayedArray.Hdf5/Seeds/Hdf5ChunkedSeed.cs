using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>
/// A chunked dataset with filters that this library can undo. Raw chunks are read one at a time under libhdf5's lock, and decoded outside
/// it in parallel.
/// </summary>
internal class Hdf5ChunkedSeed<T> : Hdf5DenseSeed<T>, IChunkedSeed<T>, IStoredChunkSizes where T : unmanaged
{
    private readonly CodecPipeline _filters;
    private readonly Lazy<T> _fill;
    private readonly long _maxStored;

    public Hdf5ChunkedSeed(Hdf5Dataset dataset, CodecPipeline filters)
        : base(dataset)
    {
        Grid = ChunkGrid.Regular(Shape, new Shape(dataset.ChunkShape.AsSpan()));
        Grid.CheckChunkBytes(ElementSize);
        _filters = filters;
        _fill = new(FillValue);
        _maxStored = filters.MaximumEncodedLength(Grid.LargestChunk.Count * ElementSize) + 64;
    }

    public ChunkGrid Grid { get; }

    public unsafe int ElementSize => sizeof(T);

    public override Shape? ChunkShape => Grid.LargestChunk;

    public long BufferBytes(long chunks) => 0;

    public override BlockCursor<T> Open(BlockRequest request, BlockContext context) => context.OpenChunks(this, request);

    public override void Plan(BlockRequest request, ReadPlan plan) => plan.AddChunks(this, request);

    public long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context) =>
        ReadRows(chunk, new SpanRows<T>(destination, destination.Length, destination.Length, 1), context);

    public long? StoredBytes(ReadOnlySpan<long> chunk)
    {
        Span<long> offset = stackalloc long[chunk.Length];
        Locate(chunk, offset);
        return Dataset.ReadChunkRaw(offset, []).StoredSize;
    }

    private protected long ReadRows(ReadOnlySpan<long> chunk, SpanRows<T> rows, BlockContext context)
    {
        Span<long> offset = stackalloc long[chunk.Length];
        var reachesOver = Locate(chunk, offset);
        // A chunk that extends beyond the edge is never read into separate rows.
        var isRaw = rows.Count == 1 && (_filters.Codecs.IsEmpty || (reachesOver && Dataset.PartialChunksUnfiltered));
        var stored = isRaw ? ReadPlain(offset, MemoryMarshal.AsBytes(rows[0]), context) : ReadFiltered(offset, rows.AsBytes(), context);
        if (stored == 0)
            rows.Fill(_fill.Value);
        else
            ToNative(rows);
        return stored;
    }

    private void ToNative(SpanRows<T> rows)
    {
        for (var row = 0; row < rows.Count; row++)
            StoredNumbers.ToNative(rows[row], SwapsBytes);
    }

    private long ReadPlain(ReadOnlySpan<long> offset, Span<byte> destination, BlockContext context)
    {
        Hdf5RawChunk raw;
        using (context.Reading())
            raw = Dataset.ReadChunkRaw(offset, destination);
        return raw.IsMissing || raw.StoredSize == destination.Length
            ? raw.StoredSize
            : throw Broken(offset, $"has {raw.StoredSize} bytes; expected {destination.Length}");
    }

    private long ReadFiltered(ReadOnlySpan<long> offset, SpanRows<byte> destination, BlockContext context)
    {
        var length = (int)destination.TotalLength;
        // Most chunks shrink, so one call suffices. For a longer one, the call is repeated with enough room.
        var buffer = context.Rent<byte>(length);
        try
        {
            Hdf5RawChunk raw;
            using (context.Reading())
                raw = Dataset.ReadChunkRaw(offset, buffer.Bytes);
            if (raw.StoredSize > buffer.Length)
            {
                if (raw.StoredSize > _maxStored)
                    throw Broken(offset, $"states a stored size of {raw.StoredSize} bytes; its {length} bytes take at most {_maxStored}");
                buffer.Dispose();
                buffer = context.Rent<byte>(raw.StoredSize);
                using (context.Reading())
                    raw = Dataset.ReadChunkRaw(offset, buffer.Bytes);
            }
            if (!raw.IsMissing)
                Decode(offset, buffer.Bytes[..(int)raw.StoredSize], destination, raw.FilterMask);
            return raw.StoredSize;
        }
        finally
        {
            buffer.Dispose();
        }
    }

    private void Decode(ReadOnlySpan<long> offset, ReadOnlySpan<byte> encoded, SpanRows<byte> decoded, uint mask)
    {
        try
        {
            _filters.Decode(encoded, decoded, mask);
        }
        catch (CodecException problem)
        {
            throw Broken(offset, $"cannot be decoded: {problem.Message}", problem);
        }
    }

    /// <summary>Finds the coordinates of a chunk's first element, and whether the chunk extends beyond the edge of the dataset.</summary>
    private bool Locate(ReadOnlySpan<long> chunk, Span<long> offset)
    {
        var reachesOver = false;
        for (var axis = 0; axis < chunk.Length; axis++)
        {
            offset[axis] = chunk[axis] * Grid.LargestChunk[axis];
            reachesOver |= offset[axis] + Grid.LargestChunk[axis] > Shape[axis];
        }
        return reachesOver;
    }

    private ArrayFormatException Broken(ReadOnlySpan<long> offset, string problem, Exception? inner = null) =>
        Problem($"the chunk at ({string.Join(", ", offset.ToArray())}) {problem}", inner);
}
