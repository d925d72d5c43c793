namespace DelayedArrays;

/// <summary>
/// What a node or seed has at hand while one block is evaluated: buffers, the chunk cache, counters, cancellation. Owned by one
/// thread at a time.
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

    /// <summary>Bytes of a strip of entries, whose length does not follow the options.</summary>
    internal const int SparseStripBytes = SparseCursor<byte>.StripLength * sizeof(double);

    /// <summary>Most elements in a strip.</summary>
    public int StripLength { get; }

    /// <summary>Cancelled when the evaluation is to end.</summary>
    public CancellationToken Cancellation => _evaluation.Cancellation;

    /// <summary>Where reads are counted.</summary>
    public ExecutionMetrics Metrics => _evaluation.Metrics;

    /// <summary>Keeps chunks that more than one block needs.</summary>
    internal ChunkCache Cache => _evaluation.Options.ChunkCache;

    /// <summary>Most bytes that the chunk cache may hold during this evaluation.</summary>
    internal long CacheAllowance => _evaluation.Options.CacheAllowance;

    /// <summary>Strips of elements.</summary>
    internal StripArena Strips { get; }

    /// <summary>Strips of entries.</summary>
    internal StripArena SparseStrips { get; } = new(SparseStripBytes);

    /// <summary>What several places of the trees ask for within the block.</summary>
    internal SharedBlocks Shared { get; }

    /// <summary>Lends a buffer of the given number of elements; whoever asked for it disposes it.</summary>
    public unsafe PooledBuffer Rent<T>(long length) where T : unmanaged =>
        BufferPool.Shared.Rent(checked(length * sizeof(T)), _evaluation.Ledger);

    /// <summary>Brackets waiting for storage, so that another thread computes meanwhile.</summary>
    /// <returns>To be disposed when the data are there.</returns>
    public ReadingScope Reading() => new(_evaluation.ComputePermits);

    /// <summary>Opens a block of a node. A node that stands in several places is evaluated once for equal requests.</summary>
    public BlockCursor<T> Open<T>(Node<T> node, BlockRequest request) where T : unmanaged => Shared.Open(node, request);

    /// <summary>Opens a block of a seed in chunks: decodes the chunks it needs, or takes them from the cache.</summary>
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
    /// Opens a block of a node for reading its entries; one of a node that is not sparse is searched for them. A sparse node that
    /// stands in several places is evaluated once for equal requests.
    /// </summary>
    internal SparseCursor<T> OpenSparse<T>(Node<T> node, BlockRequest request) where T : unmanaged => Shared.OpenSparse(node, request);

    /// <summary>Opens a block for a sink, which pulls strips from it: until it pulls the next one, it may read the last.</summary>
    public BlockCursor<T> OpenRoot<T>(Node<T> node, BlockRequest request) where T : unmanaged => Shared.Stepping(Open(node, request));

    /// <summary>Ends the block: what was shared within it is given back.</summary>
    internal void EndBlock() => Shared.Clear();

    /// <summary>Gives back what the block still holds.</summary>
    public void Dispose() => EndBlock();
}
