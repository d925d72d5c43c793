using System.Numerics;

namespace DelayedArrays;

/// <summary>Evaluates a matrix into the arrays of a compressed sparse matrix, whatever the format, in one pass over it.</summary>
internal static class EntryWriting
{
    // Blocks that lie side by side wait for one another up to this part of the budget, and never beyond these bytes.
    private const int PanelShare = 8;
    private const long MostPanelBytes = 256 << 20;

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
            Append(root, majorAxis, path, output, options);
        output.Finish();
    }

    private static unsafe void Append<T, TIndex>(
        Node<T> root, int majorAxis, string path, EntryOutput<T, TIndex> output, ExecutionOptions options)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var grid = BlockGrid.For(root, null, [majorAxis, 1 - majorAxis], options.BlockElements);
        var across = checked((int)grid.Counts[1 - majorAxis]);
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
        var across = (int)grid.Counts[1 - majorAxis];
        using var window = new EntryWindow<T, TIndex>(output, across, across + options.Workers + options.LookAhead);
        BlockExecutor.Run([new LineSink<T, TIndex>(root, majorAxis, grid, window)], grid, options);
    }

    private static void RunThroughBuckets<T, TIndex>(
        Node<T> root, int majorAxis, string path, EntryOutput<T, TIndex> output, ExecutionOptions options)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        using var file = new SpillFile(path);
        using var buckets = new SpillBuckets<T, TIndex>(file, 0, root.Shape[majorAxis], EntriesToExpect(root), SpillSizes.Of(options));
        var sink = new SpillSink<T, TIndex>(root, majorAxis, buckets);
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
        foreach (var leaf in TreeWalk.InputsFirst(root).OfType<Leaf<T>>())
            total += leaf.Seed is ISparseSeed<T> sparse ? sparse.StoredEntries : 0;
        return total == 0 ? root.Shape.Count : Math.Min(total, root.Shape.Count);
    }
}
