using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Assembles one block from chunks.</summary>
internal sealed unsafe class ChunkAssembly<T> : IDisposable where T : unmanaged
{
    // Blocks of more chunks are read in several batches, to keep the list of chunks short.
    private const int MaxTogether = 4096;

    private readonly IChunkedSeed<T> _seed;
    private readonly IChunkRowReader<T>? _rowReader;
    private readonly IChunkBatchReader<T>? _batchReader;
    private readonly bool _keepsChunks;
    private readonly BlockContext _context;
    private readonly BlockChunks _chunks;
    private readonly PooledBuffer _block;
    private readonly ChunkReading<T> _readThis;
    private PooledBuffer? _scratch;

    /// <summary>Prepares a block.</summary>
    /// <param name="seed">The seed to read.</param>
    /// <param name="request">The part of the seed that the block holds.</param>
    /// <param name="block">Receives the elements.</param>
    /// <param name="context">Buffers, the cache, counters and cancellation.</param>
    public ChunkAssembly(IChunkedSeed<T> seed, BlockRequest request, PooledBuffer block, BlockContext context)
    {
        _seed = seed;
        _batchReader = seed as IChunkBatchReader<T>;
        _rowReader = RowReader(seed);
        _keepsChunks = request.KeepsChunks;
        _context = context;
        _chunks = new BlockChunks(request, seed.Grid);
        _block = block;
        _readThis = destination => _seed.ReadChunk(_chunks.Coordinates, destination, _context);
    }

    private int ChunkBytes => _chunks.Length * sizeof(T);

    /// <summary>Whether a chunk of a seed is decoded directly at its place in the block.</summary>
    public static bool IsDirect(IChunkedSeed<T> seed, ChunkRows? place) => place is { } rows && (rows.Count == 1 || RowReader(seed) is not null);

    /// <summary>Reads all chunks of the block.</summary>
    public void Run()
    {
        var together = new List<long>();
        for (var position = 0L; position < _chunks.Count; position++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            _chunks.MoveTo(position);
            if (TryTakeKept())
                continue;
            if (_batchReader is null)
                Take(_readThis);
            else
                together.Add(position);
            if (together.Count == MaxTogether)
                TakeTogether(together);
        }
        if (together.Count > 0)
            TakeTogether(together);
    }

    public void Dispose() => _scratch?.Dispose();

    /// <summary>The seed as a reader of rows; null if it lacks the ability or reads chunks in batches.</summary>
    private static IChunkRowReader<T>? RowReader(IChunkedSeed<T> seed) => seed is IChunkBatchReader<T> ? null : seed as IChunkRowReader<T>;

    private void TakeTogether(List<long> positions)
    {
        var wanted = new long[positions.Count][];
        for (var i = 0; i < wanted.Length; i++)
        {
            _chunks.MoveTo(positions[i]);
            wanted[i] = [.. _chunks.Coordinates];
        }
        _batchReader!.ReadChunks(wanted, (i, read) =>
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
            Copy(MemoryMarshal.Cast<byte, T>(kept.Value.Bytes));
        return true;
    }

    private void Take(ChunkReading<T> read)
    {
        if (!_keepsChunks && _chunks.IsWhole)
        {
            TakeWhole(read);
            return;
        }
        using var lease = _context.Cache.Rent(_seed, _chunks.Number, ChunkBytes, _context, buffer => Count(read(buffer.As<T>())));
        Copy(MemoryMarshal.Cast<byte, T>(lease.Value.Bytes));
    }

    private void TakeWhole(ChunkReading<T> read)
    {
        if (_chunks.Rows() is { } place && (place.Count == 1 || _rowReader is not null))
        {
            var block = _block.As<T>();
            Count(place.Count == 1
                ? read(block.Slice(place.Start, place.Length))
                : _rowReader!.ReadChunkRows(_chunks.Coordinates, new SpanRows<T>(block[place.Start..], place.Length, place.Stride, place.Count), _context));
            return;
        }
        _scratch ??= _context.Rent<T>(_seed.Grid.LargestChunk.Count);
        var chunk = _scratch.As<T>()[.._chunks.Length];
        Count(read(chunk));
        Copy(chunk);
    }

    private void Count(long stored) => _context.Metrics.AddChunk(stored, ChunkBytes);

    private void Copy(ReadOnlySpan<T> chunk) => StridedCopy.Copy(chunk, _block.As<T>(), _chunks.CopyAxes());
}
