using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// The base of seeds stored in a regular grid of chunks. A format gives one method, which decodes one chunk; intersection
/// with requests, lists, edge chunks, caching and transposition are here.
/// </summary>
public abstract class ChunkedSeed<T> : ISeed<T> where T : unmanaged
{
    private readonly Shape _grid;
    private readonly long[] _chunkStrides;

    /// <summary>Creates the seed.</summary>
    /// <param name="shape">Shape of the array.</param>
    /// <param name="chunkShape">Shape of a chunk, of the same rank, without zeros. Chunks at the edge are as large as others.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a chunk has 2^31 bytes or more.</exception>
    protected unsafe ChunkedSeed(Shape shape, Shape chunkShape)
    {
        if (shape.Rank != chunkShape.Rank || chunkShape.Any(length => length == 0))
            throw new ArgumentException($"chunks of shape {chunkShape} cannot tile an array of shape {shape}", nameof(chunkShape));
        if (chunkShape.Count > Array.MaxLength / sizeof(T))
            throw new ArgumentException($"a chunk of shape {chunkShape} has {chunkShape.Count} elements, too many to hold in one buffer", nameof(chunkShape));
        Shape = shape;
        Chunk = chunkShape;
        _chunkStrides = chunkShape.Strides();
        _grid = new Shape([.. shape.Select((length, axis) => length == 0 ? 0 : ((length - 1) / chunkShape[axis]) + 1)]);
    }

    /// <inheritdoc/>
    public Shape Shape { get; }

    /// <inheritdoc/>
    public Shape? ChunkShape => Chunk;

    /// <inheritdoc/>
    public bool IsSparse => false;

    /// <inheritdoc/>
    public virtual bool IsInMemory => false;

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public virtual string? Path => null;

    /// <summary>Shape of a chunk.</summary>
    protected Shape Chunk { get; }

    private unsafe int ChunkBytes => (int)Chunk.Count * sizeof(T);

    /// <summary>Decodes one chunk.</summary>
    /// <param name="chunk">Number of the chunk along each axis.</param>
    /// <param name="destination">Room for a whole chunk in C order, also at the edge of the array. To be filled.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    /// <returns>The bytes the chunk takes in storage; 0 if it is not stored.</returns>
    protected abstract long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context);

    /// <summary>Whether <see cref="ReadChunkRows"/> spares a copy, so that it is to be called where a chunk's rows lie apart in a block.</summary>
    protected virtual bool ReadsRows => false;

    /// <summary>Decodes one chunk into rows that lie apart. Called only if <see cref="ReadsRows"/> says so.</summary>
    /// <param name="chunk">Number of the chunk along each axis.</param>
    /// <param name="rows">Room for all elements of the chunk, row by row in C order. To be filled.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    /// <returns>The bytes the chunk takes in storage; 0 if it is not stored.</returns>
    protected virtual long ReadChunkRows(ReadOnlySpan<long> chunk, SpanRows<T> rows, BlockContext context) => throw new NotSupportedException();

    /// <summary>Bytes a chunk takes in storage, asked for when an evaluation is explained.</summary>
    protected virtual long StoredBytes(ReadOnlySpan<long> chunk) => ChunkBytes;

    /// <inheritdoc/>
    public BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var block = context.Rent<T>(request.Count);
        try
        {
            using var read = new BlockRead(this, request, context);
            ForEachChunk(request, (parts, coordinates, number) => read.Take(parts, coordinates, number, block));
            return new BufferCursor<T>(block);
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public unsafe void Plan(BlockRequest request, ReadPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.AddBuffer((long)request.Count * sizeof(T));
        var axes = new BlockAxes(request, _chunkStrides);
        ForEachChunk(request, (parts, coordinates, number) =>
        {
            var whole = parts.All(part => part.IsWhole);
            var direct = whole && IsDirect(ChunkRows.Of(axes.Of(parts), Chunk.Count));
            var stored = StoredBytes(coordinates);
            whole &= !plan.KeepsChunks;
            plan.AddChunk(this, number, stored, ChunkBytes, whole, stored + (direct || !whole ? 0 : ChunkBytes) + ChunkBytes);
        });
    }

    private delegate void ChunkVisitor(AxisPart[] parts, long[] coordinates, long number);

    private void ForEachChunk(BlockRequest request, ChunkVisitor visit)
    {
        var axes = new List<AxisPart>[Shape.Rank];
        for (var axis = 0; axis < axes.Length; axis++)
            axes[axis] = AxisPart.Split(request.Axes[axis], Shape[axis], Chunk[axis]);
        var parts = new AxisPart[axes.Length];
        var coordinates = new long[axes.Length];
        var strides = _grid.Strides();
        Walk(0, 0);

        void Walk(int axis, long number)
        {
            if (axis == axes.Length)
            {
                visit(parts, coordinates, number);
                return;
            }
            foreach (var part in axes[axis])
            {
                parts[axis] = part;
                coordinates[axis] = part.Chunk;
                Walk(axis + 1, number + (part.Chunk * strides[axis]));
            }
        }
    }

    /// <summary>Whether a chunk can be decoded right where it is wanted.</summary>
    private bool IsDirect(ChunkRows? place) => place is { } rows && (rows.Count == 1 || ReadsRows);

    /// <summary>One block as it is put together from chunks.</summary>
    private sealed class BlockRead : IDisposable
    {
        private readonly ChunkedSeed<T> _seed;
        private readonly BlockContext _context;
        private readonly BlockAxes _axes;
        private PooledBuffer? _scratch;

        public BlockRead(ChunkedSeed<T> seed, BlockRequest request, BlockContext context)
        {
            _seed = seed;
            _context = context;
            _axes = new BlockAxes(request, seed._chunkStrides);
        }

        public void Take(AxisPart[] parts, long[] coordinates, long number, PooledBuffer block)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            var cache = _context.Cache;
            if (cache.TryRent(_seed, number) is { } kept)
            {
                using (kept)
                    Copy(parts, MemoryMarshal.Cast<byte, T>(kept.Bytes), block.As<T>());
            }
            else if (!_context.KeepsChunks && Array.TrueForAll(parts, part => part.IsWhole))
            {
                ReadWhole(parts, coordinates, block.As<T>());
            }
            else
            {
                using var lease = cache.Rent(_seed, number, _seed.ChunkBytes, _context,
                    buffer => Read(coordinates, buffer.As<T>()));
                Copy(parts, MemoryMarshal.Cast<byte, T>(lease.Bytes), block.As<T>());
            }
        }

        public void Dispose() => _scratch?.Dispose();

        private void ReadWhole(AxisPart[] parts, long[] coordinates, Span<T> block)
        {
            if (ChunkRows.Of(_axes.Of(parts), _seed.Chunk.Count) is { } place && _seed.IsDirect(place))
            {
                ReadInPlace(coordinates, new SpanRows<T>(block[place.Start..], place.Length, place.Stride, place.Count));
                return;
            }
            _scratch ??= _context.Rent<T>(_seed.Chunk.Count);
            Read(coordinates, _scratch.As<T>());
            Copy(parts, _scratch.As<T>(), block);
        }

        private void ReadInPlace(long[] coordinates, SpanRows<T> rows)
        {
            if (rows.Count == 1)
                Read(coordinates, rows[0]);
            else
                Count(_seed.ReadChunkRows(coordinates, rows, _context));
        }

        private void Read(long[] coordinates, Span<T> chunk) => Count(_seed.ReadChunk(coordinates, chunk, _context));

        private void Count(long stored) => _context.Metrics.AddChunk(stored, _seed.ChunkBytes);

        private void Copy(AxisPart[] parts, ReadOnlySpan<T> chunk, Span<T> block) => StridedCopy.Copy(chunk, block, _axes.Of(parts));
    }
}
