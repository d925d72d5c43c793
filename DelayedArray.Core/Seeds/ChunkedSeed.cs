using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// The base of seeds stored in a regular grid of chunks. A format gives one method, which decodes one chunk; intersection
/// with requests, lists, edge chunks, caching and transposition are here.
/// </summary>
public abstract class ChunkedSeed<T> : ISeed<T>, IChunkGrid where T : unmanaged
{
    // More chunks than this are read in several goes, so that a list of them takes little memory.
    private const int MostTogether = 4096;

    // Of so many chunks that they are only counted, these are asked for their length.
    private const int MostAskedOfMany = 16;

    /// <summary>Creates a seed in chunks of one shape.</summary>
    /// <param name="shape">Shape of the array.</param>
    /// <param name="chunkShape">Shape of a chunk, of the same rank, without zeros. Chunks at the edge are as large as others.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a chunk has 2^31 bytes or more.</exception>
    protected ChunkedSeed(Shape shape, Shape chunkShape)
        : this(ChunkGrid.Regular(shape, chunkShape)) { }

    /// <summary>Creates a seed in the chunks of a grid.</summary>
    /// <param name="grid">The chunks.</param>
    /// <exception cref="ArgumentException">The largest chunk has 2^31 bytes or more.</exception>
    protected unsafe ChunkedSeed(ChunkGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var chunk = grid.LargestChunk;
        if (chunk.Count > Array.MaxLength / sizeof(T))
            throw new ArgumentException($"a chunk of shape {chunk} has {chunk.Count} elements, too many to hold in one buffer", nameof(grid));
        Grid = grid;
    }

    /// <summary>How the array is cut into chunks.</summary>
    public ChunkGrid Grid { get; }

    /// <inheritdoc/>
    public Shape Shape => Grid.Shape;

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

    /// <summary>Shape of the largest chunk; of every chunk where the grid is regular.</summary>
    protected Shape Chunk => Grid.LargestChunk;

    Shape IChunkGrid.Chunk => Chunk;

    long IChunkGrid.ChunkBytes => ChunkBytes;

    bool IChunkGrid.KnowsStoredBytes => KnowsStoredBytes;

    long IChunkGrid.StoredBytes(ReadOnlySpan<long> chunk) => StoredBytes(chunk);

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

    /// <summary>Whether chunks are better read several at once, so that <see cref="ReadChunks"/> is called instead of <see cref="ReadChunk"/>.</summary>
    protected virtual bool ReadsTogether => false;

    /// <summary>Decodes several chunks of one block, in the order that suits storage best. Called only if <see cref="ReadsTogether"/> says so.</summary>
    /// <param name="chunks">Number of each chunk along each axis.</param>
    /// <param name="take">To be called once for each chunk, while its bytes are at hand.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    protected virtual void ReadChunks(IReadOnlyList<long[]> chunks, ChunkTaker<T> take, BlockContext context) => throw new NotSupportedException();

    /// <summary>Bytes of buffers that reading so many chunks of a block takes, besides one for a chunk as it is stored.</summary>
    protected virtual long BufferBytes(long chunks) => 0;

    /// <summary>Whether <see cref="StoredBytes"/> tells what is in storage, so that no estimate is made of it.</summary>
    protected virtual bool KnowsStoredBytes => true;

    /// <summary>Bytes a chunk takes in storage, asked for when an evaluation is explained.</summary>
    protected virtual long StoredBytes(ReadOnlySpan<long> chunk) => ChunkBytes;

    /// <inheritdoc/>
    public BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var block = context.Rent<T>(request.Count);
        try
        {
            using var read = new BlockRead(this, request, block, context);
            read.Run();
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
        var count = Grid.CountOf(request);
        plan.AddBuffer(BufferBytes(count));
        if (count <= plan.MostNamed)
            PlanEach(request, plan);
        else
            PlanMany(request, count, plan);
    }

    private void PlanEach(BlockRequest request, ReadPlan plan)
    {
        var chunks = new BlockChunks(request, Grid);
        for (var position = 0L; position < chunks.Count; position++)
        {
            chunks.MoveTo(position);
            var whole = chunks.IsWhole;
            var direct = whole && IsDirect(chunks.Rows());
            whole &= !plan.KeepsChunks;
            var most = plan.Asks(this) ? 0 : MostBuffers;
            var stored = plan.StoredBytes(this, this, chunks.Coordinates);
            plan.AddChunk(this, chunks.Number, stored, ChunkBytes, whole,
                Math.Max(most, stored + (direct || !whole ? 0 : ChunkBytes) + ChunkBytes));
        }
    }

    /// <summary>Tells of chunks that are too many to be told of one by one: some of them are asked for their lengths.</summary>
    private void PlanMany(BlockRequest request, long count, ReadPlan plan)
    {
        var chunk = new long[request.Rank];
        var stored = 0L;
        for (var i = 0; i < MostAskedOfMany; i++)
        {
            for (var axis = 0; axis < chunk.Length; axis++)
                chunk[axis] = request.Axes[axis][(request.Axes[axis].Count - 1) * i / (MostAskedOfMany - 1)] / Chunk[axis];
            stored += plan.StoredBytes(this, this, chunk);
        }
        plan.AddChunks(this, count, count * stored / MostAskedOfMany, count * ChunkBytes, MostBuffers);
    }

    // Of a chunk whose length in storage is not known: it, a copy of it, and it as it is stored, which may be a little longer.
    private long MostBuffers => (3L * ChunkBytes) + 1024;

    /// <summary>Whether a chunk can be decoded right where it is wanted.</summary>
    private bool IsDirect(ChunkRows? place) => place is { } rows && (rows.Count == 1 || (ReadsRows && !ReadsTogether));

    /// <summary>One block as it is put together from chunks.</summary>
    private sealed unsafe class BlockRead : IDisposable
    {
        private readonly ChunkedSeed<T> _seed;
        private readonly BlockContext _context;
        private readonly BlockChunks _chunks;
        private readonly PooledBuffer _block;
        private readonly ChunkReading<T> _readThis;
        private PooledBuffer? _scratch;

        public BlockRead(ChunkedSeed<T> seed, BlockRequest request, PooledBuffer block, BlockContext context)
        {
            _seed = seed;
            _context = context;
            _chunks = new BlockChunks(request, seed.Grid);
            _block = block;
            _readThis = destination => _seed.ReadChunk(_chunks.Coordinates, destination, _context);
        }

        public void Run()
        {
            var together = new List<long>();
            for (var position = 0L; position < _chunks.Count; position++)
            {
                _context.Cancellation.ThrowIfCancellationRequested();
                _chunks.MoveTo(position);
                if (TryTakeKept())
                    continue;
                if (!_seed.ReadsTogether)
                    Take(_readThis);
                else
                    together.Add(position);
                if (together.Count == MostTogether)
                    TakeTogether(together);
            }
            if (together.Count > 0)
                TakeTogether(together);
        }

        public void Dispose() => _scratch?.Dispose();

        private void TakeTogether(List<long> positions)
        {
            var wanted = new long[positions.Count][];
            for (var i = 0; i < wanted.Length; i++)
            {
                _chunks.MoveTo(positions[i]);
                wanted[i] = [.. _chunks.Coordinates];
            }
            _seed.ReadChunks(wanted, (i, read) =>
            {
                _context.Cancellation.ThrowIfCancellationRequested();
                _chunks.MoveTo(positions[i]);
                Take(read);
            }, _context);
            positions.Clear();
        }

        private bool TryTakeKept()
        {
            if (_context.Cache.TryRent(_seed, _chunks.Number) is not { } kept)
                return false;
            using (kept)
                Copy(MemoryMarshal.Cast<byte, T>(kept.Bytes));
            return true;
        }

        private void Take(ChunkReading<T> read)
        {
            if (!_context.KeepsChunks && _chunks.IsWhole)
            {
                TakeWhole(read);
                return;
            }
            using var lease = _context.Cache.Rent(_seed, _chunks.Number, _chunks.Length * sizeof(T), _context, buffer => Count(read(buffer.As<T>())));
            Copy(MemoryMarshal.Cast<byte, T>(lease.Bytes));
        }

        private void TakeWhole(ChunkReading<T> read)
        {
            if (_chunks.Rows() is { } place && _seed.IsDirect(place))
            {
                var block = _block.As<T>();
                Count(place.Count == 1
                    ? read(block.Slice(place.Start, place.Length))
                    : _seed.ReadChunkRows(_chunks.Coordinates, new SpanRows<T>(block[place.Start..], place.Length, place.Stride, place.Count), _context));
                return;
            }
            _scratch ??= _context.Rent<T>(_seed.Chunk.Count);
            var chunk = _scratch.As<T>()[.._chunks.Length];
            Count(read(chunk));
            Copy(chunk);
        }

        private void Count(long stored) => _context.Metrics.AddChunk(stored, _chunks.Length * sizeof(T));

        private void Copy(ReadOnlySpan<T> chunk) => StridedCopy.Copy(chunk, _block.As<T>(), _chunks.CopyAxes());
    }
}

/// <summary>Decodes one chunk.</summary>
/// <param name="destination">Room for a whole chunk in C order, also at the edge of the array. Is filled.</param>
/// <returns>The bytes the chunk takes in storage; 0 if it is not stored.</returns>
public delegate long ChunkReading<T>(Span<T> destination) where T : unmanaged;

/// <summary>Takes one chunk of several.</summary>
/// <param name="chunk">Its place among them.</param>
/// <param name="read">Decodes it; not called where somebody else has done so.</param>
public delegate void ChunkTaker<T>(int chunk, ChunkReading<T> read) where T : unmanaged;
