namespace DelayedArrays;

/// <summary>Shares results between places of the trees within one block: each node is evaluated once for equal requests.</summary>
/// <param name="nodes">The nodes that occur in several places.</param>
/// <param name="forcesCopy">Whether every cursor copies into the given memory, for tests.</param>
/// <param name="context">The context of the block.</param>
internal sealed class SharedBlocks(HashSet<Node> nodes, bool forcesCopy, BlockContext context)
{
    private readonly Dictionary<BlockKey, IDisposable> _blocks = [];
    private readonly Dictionary<BlockKey, IDisposable?> _entries = [];

    /// <summary>
    /// Counts the strips that have been pulled from trees and copied or consumed. A strip handed out in an earlier step is no longer in
    /// use.
    /// </summary>
    public long Step { get; private set; }

    /// <summary>Opens a block of a node.</summary>
    public BlockCursor<T> Open<T>(Node<T> node, BlockRequest request) where T : unmanaged
    {
        if (!nodes.Contains(node))
            return OpenAlone(node, request);
        var key = new BlockKey(node.SharingKey, request);
        if (!_blocks.TryGetValue(key, out var shared))
        {
            shared = new SharedBlock<T>(OpenAlone(node, request), context.StripLength, this);
            _blocks.Add(key, shared);
        }
        return ((SharedBlock<T>)shared).NewCursor();
    }

    /// <summary>Wraps a cursor so that each fetch begins a step. The consumer finishes with a strip before it pulls the next.</summary>
    public BlockCursor<T> Stepping<T>(BlockCursor<T> root) where T : unmanaged =>
        // A decoded block has no shared strips below it, and its sink may take it whole.
        root is BufferCursor<T> ? root : new StepCursor<T>(this, root);

    /// <summary>Opens a block of a node to read its entries. A node that is not sparse is searched for non-zero elements.</summary>
    public SparseCursor<T> OpenSparse<T>(Node<T> node, BlockRequest request) where T : unmanaged
    {
        if (!node.IsSparse)
            return Compress(node, request);
        return node.Inputs.IsEmpty || !nodes.Contains(node) ? node.OpenSparse(request, context) : OpenCollected(node, request);
    }

    /// <summary>Opens the entries of a leaf.</summary>
    public SparseCursor<T> OpenEntries<T>(Leaf<T> leaf, ISparseSeed<T> seed, BlockRequest request) where T : unmanaged
    {
        var (entries, isOwner) = ReadEntries(leaf, seed, request);
        return new EntriesCursor<T>(entries, isOwner);
    }

    /// <summary>Opens a sparse leaf element by element.</summary>
    public BlockCursor<T> OpenScattered<T>(Leaf<T> leaf, ISparseSeed<T> seed, BlockRequest request) where T : unmanaged
    {
        var (entries, isOwner) = ReadEntries(leaf, seed, request);
        return new ScatterCursor<T>(entries, isOwner);
    }

    /// <summary>Releases everything at the end of a block.</summary>
    public void Clear()
    {
        foreach (var shared in _blocks.Values)
            shared.Dispose();
        _blocks.Clear();
        foreach (var entries in _entries.Values)
            entries?.Dispose();
        _entries.Clear();
    }

    /// <summary>Reads the entries of a leaf. Entries that several places of the trees ask for are read once per block.</summary>
    private (SparseBlock<T> Entries, bool IsOwner) ReadEntries<T>(Leaf<T> leaf, ISparseSeed<T> seed, BlockRequest request)
        where T : unmanaged
    {
        if (!nodes.Contains(leaf))
            return (seed.ReadSparse(request, context), true);
        var key = new BlockKey(seed, request);
        if (!_entries.TryGetValue(key, out var entries))
            _entries.Add(key, entries = seed.ReadSparse(request, context));
        return ((SparseBlock<T>)entries!, false);
    }

    /// <summary>
    /// Keeps the entries of a node for all its users. If there are too many entries, each user searches all elements instead.
    /// </summary>
    private SparseCursor<T> OpenCollected<T>(Node<T> node, BlockRequest request) where T : unmanaged
    {
        var key = new BlockKey(node.SharingKey, request);
        if (!_entries.TryGetValue(key, out var entries))
        {
            using var cursor = node.OpenSparse(request, context);
            _entries.Add(key, entries = SparseBlock<T>.Collect(cursor, context));
        }
        return entries is SparseBlock<T> block ? new EntriesCursor<T>(block, isOwner: false) : Compress(node, request);
    }

    private CompressingCursor<T> Compress<T>(Node<T> node, BlockRequest request) where T : unmanaged =>
        new(Open(node, request), request.Count, context);

    private BlockCursor<T> OpenAlone<T>(Node<T> node, BlockRequest request) where T : unmanaged =>
        forcesCopy ? new CopyingCursor<T>(node.Open(request, context)) : node.Open(request, context);

    private sealed class CopyingCursor<T>(BlockCursor<T> source) : BlockCursor<T> where T : unmanaged
    {
        public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch)
        {
            source.FetchInto(offset, scratch);
            return scratch;
        }

        protected override void Release() => source.Dispose();
    }

    private sealed class StepCursor<T>(SharedBlocks shared, BlockCursor<T> root) : BlockCursor<T> where T : unmanaged
    {
        public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch)
        {
            shared.Step++;
            return root.Fetch(offset, scratch);
        }

        internal override ReadOnlySpan<T> Held(int offset, int length) => root.Held(offset, length);

        protected override void Release() => root.Dispose();
    }
}
