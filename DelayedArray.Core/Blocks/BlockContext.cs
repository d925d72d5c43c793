namespace DelayedArrays;

/// <summary>
/// What a node or seed has at hand while one block is evaluated: buffers, the chunk cache, counters, cancellation. Owned by one
/// thread at a time.
/// </summary>
public sealed class BlockContext : IDisposable
{
    private readonly Evaluation _evaluation;
    private readonly Dictionary<BlockKey, SharedBlock> _shared = [];
    private readonly Dictionary<BlockKey, IDisposable?> _sharedEntries = [];

    internal BlockContext(Evaluation evaluation)
    {
        _evaluation = evaluation;
        StripLength = evaluation.Options.StripBytes / evaluation.LargestElement;
        Strips = new StripArena(evaluation.Options.StripBytes);
    }

    /// <summary>Most elements in a strip.</summary>
    public int StripLength { get; }

    /// <summary>Cancelled when the evaluation is to end.</summary>
    public CancellationToken Cancellation => _evaluation.Cancellation;

    /// <summary>Where reads are counted.</summary>
    public ExecutionMetrics Metrics => _evaluation.Metrics;

    /// <summary>Keeps chunks that more than one block needs.</summary>
    internal ChunkCache Cache => _evaluation.Options.ChunkCache;

    internal long CacheAllowance => _evaluation.Options.CacheAllowance;

    /// <summary>Whether chunks that are needed whole are kept too, for a later walk over the same array.</summary>
    internal bool KeepsChunks { get; set; }

    /// <summary>Counts the strips that the consumer has pulled: what was handed out in an earlier step is no longer in use.</summary>
    internal long Step { get; private set; }

    internal StripArena Strips { get; }

    /// <summary>Bytes of a strip of entries, whose length does not follow the options.</summary>
    internal const int SparseStripBytes = SparseCursor<byte>.StripLength * sizeof(double);

    /// <summary>Strips of entries.</summary>
    internal StripArena SparseStrips { get; } = new(SparseStripBytes);

    /// <summary>Lends a buffer of the given number of elements; whoever asked for it disposes it.</summary>
    public unsafe PooledBuffer Rent<T>(long length) where T : unmanaged =>
        BufferPool.Shared.Rent(checked(length * sizeof(T)), _evaluation.Ledger);

    /// <summary>Brackets waiting for storage, so that another thread computes meanwhile.</summary>
    /// <returns>To be disposed when the data are there.</returns>
    public ReadingScope Reading() => new(_evaluation.ComputePermits);

    /// <summary>Opens a block of a node. A node that stands in several places is evaluated once for equal requests.</summary>
    public BlockCursor<T> Open<T>(Node<T> node, BlockRequest request) where T : unmanaged
    {
        if (!_evaluation.Shared.Contains(node))
            return OpenAlone(node, request);
        var key = new BlockKey(node.SharingKey, request);
        if (!_shared.TryGetValue(key, out var shared))
        {
            shared = new SharedBlock<T>(OpenAlone(node, request), this);
            _shared.Add(key, shared);
        }
        return ((SharedBlock<T>)shared).NewCursor();
    }

    /// <summary>
    /// Opens a block of a node for reading its entries; one of a node that is not sparse is searched for them. A sparse node that
    /// stands in several places is evaluated once for equal requests.
    /// </summary>
    internal SparseCursor<T> OpenSparse<T>(Node<T> node, BlockRequest request) where T : unmanaged
    {
        if (!node.IsSparse)
            return new CompressingCursor<T>(Open(node, request), request.Count, this);
        return node.Inputs.IsEmpty || !_evaluation.Shared.Contains(node) ? node.OpenSparse(request, this) : OpenShared(node, request);
    }

    /// <summary>What was handed out before is no longer in use: called before a strip is pulled and copied.</summary>
    internal void BeginStep() => Step++;

    internal SparseCursor<T> OpenEntries<T>(Leaf<T> leaf, ISparseSeed<T> seed, BlockRequest request) where T : unmanaged
    {
        var (entries, isOwner) = ReadEntries(leaf, seed, request);
        return new EntriesCursor<T>(entries, isOwner);
    }

    internal BlockCursor<T> OpenScattered<T>(Leaf<T> leaf, ISparseSeed<T> seed, BlockRequest request) where T : unmanaged
    {
        var (entries, isOwner) = ReadEntries(leaf, seed, request);
        return new ScatterCursor<T>(entries, isOwner);
    }

    /// <summary>Reads the entries of a leaf; those that several places of the trees ask for are read once in a block.</summary>
    private (SparseBlock<T> Entries, bool IsOwner) ReadEntries<T>(Leaf<T> leaf, ISparseSeed<T> seed, BlockRequest request)
        where T : unmanaged
    {
        if (!_evaluation.Shared.Contains(leaf))
            return (seed.ReadSparse(request, this), true);
        var key = new BlockKey(seed, request);
        if (!_sharedEntries.TryGetValue(key, out var entries))
            _sharedEntries.Add(key, entries = seed.ReadSparse(request, this));
        return ((SparseBlock<T>)entries!, false);
    }

    /// <summary>Keeps the entries of a node for all who ask; if they are too many, all of them walk through all elements.</summary>
    private SparseCursor<T> OpenShared<T>(Node<T> node, BlockRequest request) where T : unmanaged
    {
        var key = new BlockKey(node.SharingKey, request);
        if (!_sharedEntries.TryGetValue(key, out var entries))
        {
            using var cursor = node.OpenSparse(request, this);
            _sharedEntries.Add(key, entries = SparseBlock<T>.Collect(cursor, this));
        }
        return entries is SparseBlock<T> block
            ? new EntriesCursor<T>(block, isOwner: false)
            : new CompressingCursor<T>(Open(node, request), request.Count, this);
    }

    private BlockCursor<T> OpenAlone<T>(Node<T> node, BlockRequest request) where T : unmanaged =>
        _evaluation.Options.ForcesCopy ? new CopyingCursor<T>(node.Open(request, this)) : node.Open(request, this);

    /// <summary>Opens a block for a sink, which pulls strips from it: until it pulls the next one, it may read the last.</summary>
    public BlockCursor<T> OpenRoot<T>(Node<T> node, BlockRequest request) where T : unmanaged =>
        new StepCursor<T>(this, Open(node, request));

    /// <summary>Ends the block: what was shared within it is given back.</summary>
    internal void EndBlock()
    {
        foreach (var shared in _shared.Values)
            shared.Dispose();
        _shared.Clear();
        foreach (var entries in _sharedEntries.Values)
            entries?.Dispose();
        _sharedEntries.Clear();
    }

    /// <summary>Gives back what the block still holds.</summary>
    public void Dispose() => EndBlock();

    private sealed class CopyingCursor<T>(BlockCursor<T> source) : BlockCursor<T> where T : unmanaged
    {
        public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch)
        {
            var values = source.Fetch(offset, scratch);
            if (values != (ReadOnlySpan<T>)scratch)
                values.CopyTo(scratch);
            return scratch;
        }

        protected override void Release() => source.Dispose();
    }

    private sealed class StepCursor<T>(BlockContext context, BlockCursor<T> root) : BlockCursor<T> where T : unmanaged
    {
        public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch)
        {
            context.BeginStep();
            return root.Fetch(offset, scratch);
        }

        protected override void Release() => root.Dispose();
    }
}

/// <summary>The time a thread waits for storage and does not count as computing.</summary>
public readonly ref struct ReadingScope : IDisposable
{
    private readonly SemaphoreSlim? _permits;

    internal ReadingScope(SemaphoreSlim? permits)
    {
        _permits = permits;
        permits?.Release();
    }

    /// <summary>Waits until the thread may compute again, cancelled or not: the worker gives its permit up at its end.</summary>
    public void Dispose() => _permits?.Wait(CancellationToken.None);
}
