namespace DelayedArrays;

/// <summary>
/// What a node or seed can use while one block is evaluated: buffers, the chunk cache, counters, cancellation. Owned by one thread at a
/// time.
/// </summary>
public sealed class BlockContext : IDisposable
{
    private readonly Evaluation _evaluation;

    internal BlockContext(Evaluation evaluation)
    {
        _evaluation = evaluation;
        StripLength = evaluation.Options.StripBytes / evaluation.LargestElement;
        Strips = new StripArena(evaluation.Options.StripBytes);
        Shared = new SharedBlocks(evaluation.Shared, evaluation.Options.ForcesCopy, this);
    }

    /// <summary>Bytes of a strip of entries. The options do not affect its length.</summary>
    internal const int SparseStripBytes = SparseCursor<byte>.StripLength * sizeof(double);

    /// <summary>The most elements in a strip.</summary>
    public int StripLength { get; }

    /// <summary>Signals that the evaluation should stop.</summary>
    public CancellationToken Cancellation => _evaluation.Cancellation;

    /// <summary>Counts reads.</summary>
    public ExecutionMetrics Metrics => _evaluation.Metrics;

    /// <summary>Keeps chunks that more than one block needs.</summary>
    internal ChunkCache Cache => _evaluation.Options.ChunkCache;

    /// <summary>The most bytes that the chunk cache may hold during this evaluation.</summary>
    internal long CacheAllowance => _evaluation.Options.CacheAllowance;

    /// <summary>Strips of elements.</summary>
    internal StripArena Strips { get; }

    /// <summary>Strips of entries.</summary>
    internal StripArena SparseStrips { get; } = new(SparseStripBytes);

    /// <summary>Results that several places of the trees use within the block.</summary>
    internal SharedBlocks Shared { get; }

    /// <summary>Lends a buffer of the given number of elements. The caller disposes it.</summary>
    public unsafe PooledBuffer Rent<T>(long length) where T : unmanaged =>
        BufferPool.Shared.Rent(checked(length * sizeof(T)), _evaluation.Ledger);

    /// <summary>Marks the time this thread waits for storage, so that another thread may compute meanwhile.</summary>
    /// <returns>A scope to dispose once the data have arrived.</returns>
    public ReadingScope Reading() => new(_evaluation.ComputePermits);

    /// <summary>Opens a block of a node. A node that occurs in several places is evaluated once for equal requests.</summary>
    public BlockCursor<T> Open<T>(Node<T> node, BlockRequest request) where T : unmanaged => Shared.Open(node, request);

    /// <summary>Opens a block of a chunked seed: decodes the chunks it needs, or takes them from the cache.</summary>
    public BlockCursor<T> OpenChunks<T>(IChunkedSeed<T> seed, BlockRequest request) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(seed);
        var block = Rent<T>(request.Count);
        try
        {
            using var assembly = new ChunkAssembly<T>(seed, request, block, this);
            assembly.Run();
            return new BufferCursor<T>(block);
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens a block of a node to read its entries. A node that is not sparse is searched for non-zero elements. A sparse node that occurs
    /// in several places is evaluated once for equal requests.
    /// </summary>
    internal SparseCursor<T> OpenSparse<T>(Node<T> node, BlockRequest request) where T : unmanaged => Shared.OpenSparse(node, request);

    /// <summary>Opens a block for a sink, which pulls strips from it. Each strip stays valid until the sink pulls the next one.</summary>
    public BlockCursor<T> OpenRoot<T>(Node<T> node, BlockRequest request) where T : unmanaged => Shared.Stepping(Open(node, request));

    /// <summary>Ends the block and releases what was shared within it.</summary>
    internal void EndBlock() => Shared.Clear();

    /// <summary>Releases what the block still holds.</summary>
    public void Dispose() => EndBlock();
}
