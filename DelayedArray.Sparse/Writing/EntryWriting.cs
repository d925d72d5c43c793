using System.Numerics;

namespace DelayedArrays;

/// <summary>Evaluates a matrix into the arrays of a compressed sparse matrix, whatever the format, in one pass over it.</summary>
internal static class EntryWriting
{
    // Blocks that lie side by side wait for one another up to this part of the budget, and never beyond these bytes.
    private const int PanelShare = 8;
    private const long MostPanelBytes = 256 << 20;

    // Blocks are read in order of storage; entries on their way to the file need the memory rather than chunks read.
    private const int CacheShare = 8;

    /// <summary>Most entries that a block is expected to have.</summary>
    public static long MostEntries(Node root, Box box) => root.IsSparse ? Math.Min(box.Count, 2 * PanelEdges.TargetEntries) : box.Count;

    /// <summary>Appends the entries of a matrix, line by line; in its own order where that is stored so, else through buckets on disk.</summary>
    /// <param name="root">The matrix.</param>
    /// <param name="majorAxis">The compressed axis.</param>
    /// <param name="path">Buckets are in a temporary file beside it.</param>
    /// <param name="output">Takes the entries.</param>
    /// <param name="options">How to run.</param>
    public static void Run<T, TIndex>(
        Node<T> root, int majorAxis, string path, EntryOutput<T, TIndex> output, ExecutionOptions options)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        if (root.Shape.Count > 0)
            Append(root, majorAxis, path, output, options with { CacheShare = CacheShare });
        output.Finish();
    }

    private static unsafe void Append<T, TIndex>(
        Node<T> root, int majorAxis, string path, EntryOutput<T, TIndex> output, ExecutionOptions options)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var grid = BlockGrid.For(root, null, [majorAxis, 1 - majorAxis], options.BlockElements);
        var across = grid.Counts[1 - majorAxis];
        var panelBytes = (double)grid.LargestBlock().Lengths[majorAxis] * root.Shape[1 - majorAxis] * (sizeof(T) + sizeof(TIndex));
        var isInOrder = root.Layout.Order[0] == majorAxis
            && (across == 1 || panelBytes <= Math.Min(options.MemoryBudget / PanelShare, MostPanelBytes));
        if (isInOrder)
            RunInOrder(root, majorAxis, grid, output, options);
        else
            RunThroughBuckets(root, majorAxis, path, output, options);
    }

    private static void RunInOrder<T, TIndex>(
        Node<T> root, int majorAxis, BlockGrid grid, EntryOutput<T, TIndex> output, ExecutionOptions options)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var across = checked((int)grid.Counts[1 - majorAxis]);
        using var window = new EntryWindow<T, TIndex>(output, across, across + options.Workers + options.LookAhead);
        BlockExecutor.Run([new LineSink<T, TIndex>(root, majorAxis, grid, window)], grid, options);
    }

    /// <summary>Chooses keys that hold a line of a bucket and an index.</summary>
    private static unsafe void RunThroughBuckets<T, TIndex>(
        Node<T> root, int majorAxis, string path, EntryOutput<T, TIndex> output, ExecutionOptions options)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var sizes = SpillSizes.Of(options);
        var entries = EntriesToExpect(root);
        var minorBits = 64 - BitOperations.LeadingZeroCount((ulong)root.Shape[1 - majorAxis]);
        var bits = minorBits + 1 + sizes.Shift(root.Shape[majorAxis], entries * (sizeof(T) + sizeof(uint)));
        if (bits <= 32)
            RunThroughBuckets<T, TIndex, uint>(root, majorAxis, path, entries, minorBits, sizes, output, options);
        else if (bits <= 64)
            RunThroughBuckets<T, TIndex, ulong>(root, majorAxis, path, entries, minorBits, sizes, output, options);
        else
            RunThroughBuckets<T, TIndex, UInt128>(root, majorAxis, path, entries, minorBits, sizes, output, options);
    }

    private static void RunThroughBuckets<T, TIndex, TKey>(
        Node<T> root, int majorAxis, string path, double entries, int minorBits, SpillSizes sizes, EntryOutput<T, TIndex> output,
        ExecutionOptions options)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
        where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
    {
        using var file = new SpillFile(path, SpillBuckets<T, TKey>.BufferBytes(sizes));
        using var buckets = new SpillBuckets<T, TKey>(
            file, 0, root.Shape[majorAxis], entries, new SpillKeys<TKey>(minorBits), sizes);
        var sink = new SpillSink<T, TIndex, TKey>(root, majorAxis, buckets);
        var grid = BlockGrid.For(root, null, sink.MemoryOrder, options.BlockElements);
        BlockExecutor.Run([sink], grid, options);
        BucketSorter.Run(buckets, output, options);
    }

    /// <summary>An estimate: what the sparse seeds hold, or all elements.</summary>
    private static double EntriesToExpect<T>(Node<T> root) where T : unmanaged
    {
        if (!root.IsSparse)
            return root.Shape.Count;
        var total = 0.0;
        foreach (var leaf in Node.InputsFirst(root).OfType<Leaf<T>>())
            total += leaf.Seed is ISparseSeed<T> sparse ? sparse.StoredEntries : 0;
        return total == 0 ? root.Shape.Count : Math.Min(total, root.Shape.Count);
    }
}
