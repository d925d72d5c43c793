using System.Numerics;

namespace DelayedArrays;

/// <summary>Evaluates a matrix into the datasets of a sparse group, in one pass over it.</summary>
internal static class SparseWriting
{
    // Blocks that lie side by side wait for one another up to this part of the budget, and never beyond these bytes.
    private const int PanelShare = 8;
    private const long MostPanelBytes = 256 << 20;

    /// <summary>Appends the lines of a matrix to those that are there.</summary>
    /// <param name="array">The matrix.</param>
    /// <param name="layout">Which axis is compressed.</param>
    /// <param name="indices">Dataset of the indices.</param>
    /// <param name="values">Dataset of the values.</param>
    /// <param name="existing">Entries that are there.</param>
    /// <param name="mostEntries">Most entries that the offsets' type can count.</param>
    /// <param name="options">How to run.</param>
    /// <returns>Where each of the new lines starts, and where the last ends.</returns>
    public static long[] Append<T>(
        DelayedArray<T> array, SparseLayout layout, Hdf5Dataset indices, Hdf5Dataset values, long existing, long mostEntries,
        ExecutionOptions options) where T : unmanaged
    {
        var isNarrow = array.Shape[layout.MinorAxis()] <= int.MaxValue && !indices.IsStoredAs<long>();
        return isNarrow
            ? Append<T, int>(array, layout.MajorAxis(), indices, values, existing, mostEntries, options)
            : Append<T, long>(array, layout.MajorAxis(), indices, values, existing, mostEntries, options);
    }

    /// <summary>The largest number a stored integer type has.</summary>
    public static long LargestOf(Hdf5Dataset dataset) => dataset.Type.Size >= sizeof(long)
        ? long.MaxValue : (1L << ((dataset.Type.Size * 8) - (dataset.Type.IsSigned ? 1 : 0))) - 1;

    /// <summary>Most entries that a block is expected to have.</summary>
    public static long MostEntries(Node root, Box box) => root.IsSparse ? Math.Min(box.Count, 2 * PanelEdges.TargetEntries) : box.Count;

    private static long[] Append<T, TIndex>(
        DelayedArray<T> array, int majorAxis, Hdf5Dataset indices, Hdf5Dataset values, long existing, long mostEntries,
        ExecutionOptions options) where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        using var output = new EntryOutput<T, TIndex>(indices, values, existing, array.Shape[majorAxis], mostEntries);
        if (array.Shape.Count > 0)
            Run(array.Node, majorAxis, indices.File.Path, output, options);
        output.Finish();
        return output.Offsets;
    }

    private static unsafe void Run<T, TIndex>(
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
