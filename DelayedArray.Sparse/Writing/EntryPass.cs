using System.Numerics;

namespace DelayedArrays;

/// <summary>
/// Evaluates a matrix, in one pass, into the parts of a compressed sparse matrix. Entries are written line by line if they are stored in
/// that order, and otherwise sorted through buckets on disk.
/// </summary>
/// <param name="root">The matrix.</param>
/// <param name="majorAxis">The compressed axis.</param>
/// <param name="spillPath">A path. The buckets are in a temporary file beside it.</param>
/// <param name="output">Receives the entries.</param>
internal sealed class EntryPass<T, TIndex>(Node<T> root, int majorAxis, string spillPath, EntryOutput<T, TIndex> output)
    where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    // Adjacent blocks wait for one another within this share of the budget, and never beyond the bytes below.
    private const int PanelShare = 8;
    private const long MaxPanelBytes = 256 << 20;

    // Blocks are read in stored order, so entries on their way to the file need the memory more than the chunk cache does.
    private const int CacheShare = 8;

    /// <summary>Runs the pass and stores all entries.</summary>
    public void Run(ExecutionOptions options)
    {
        options = options with { CacheShare = CacheShare };
        if (root.Shape.Count > 0 && IsInOrder(options))
            RunInOrder(options);
        else if (root.Shape.Count > 0)
            RunThroughBuckets(options);
        output.Finish();
    }

    private unsafe bool IsInOrder(ExecutionOptions options)
    {
        if (root.Layout.Order[0] != majorAxis)
            return false;
        var grid = BlockGrid.For(root, null, [majorAxis, 1 - majorAxis], options.BlockElements);
        var panelBytes = (double)grid.LargestBlock().Lengths[majorAxis] * root.Shape[1 - majorAxis] * (sizeof(T) + sizeof(TIndex));
        return grid.Counts[1 - majorAxis] == 1 || panelBytes <= Math.Min(options.MemoryBudget / PanelShare, MaxPanelBytes);
    }

    private void RunInOrder(ExecutionOptions options)
    {
        using var sink = new LineSink<T, TIndex>(root, majorAxis, output, options);
        Run(sink, options);
    }

    /// <summary>Chooses the width of keys, which hold an index and a line within its bucket.</summary>
    private unsafe void RunThroughBuckets(ExecutionOptions options)
    {
        var sizes = SpillSizes.Of(options);
        var entries = EntriesToExpect();
        var minorBits = 64 - BitOperations.LeadingZeroCount((ulong)root.Shape[1 - majorAxis]);
        var bits = minorBits + 1 + sizes.Shift(root.Shape[majorAxis], entries * (sizeof(T) + sizeof(uint)));
        if (bits <= 32)
            RunThroughBuckets(new SpillKeys<uint>(minorBits), entries, sizes, options);
        else if (bits <= 64)
            RunThroughBuckets(new SpillKeys<ulong>(minorBits), entries, sizes, options);
        else
            RunThroughBuckets(new SpillKeys<UInt128>(minorBits), entries, sizes, options);
    }

    private void RunThroughBuckets<TKey>(SpillKeys<TKey> keys, double entries, SpillSizes sizes, ExecutionOptions options)
        where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
    {
        using var file = new SpillFile(spillPath, SpillBuckets<T, TKey>.BufferBytes(sizes));
        using var buckets = new SpillBuckets<T, TKey>(file, 0, root.Shape[majorAxis], entries, keys, sizes);
        Run(new SpillSink<T, TIndex, TKey>(root, majorAxis, buckets), options);
        BucketSorter.Run(buckets, output, options);
    }

    private static void Run(IBlockSink sink, ExecutionOptions options)
    {
        var pass = new Pass();
        pass.Add(sink);
        pass.Run(options);
    }

    /// <summary>Estimates the number of entries: those stored in the sparse seeds, or all elements.</summary>
    private double EntriesToExpect()
    {
        if (!root.IsSparse)
            return root.Shape.Count;
        var total = 0.0;
        foreach (var leaf in Node.InputsFirst(root).OfType<Leaf<T>>())
            total += leaf.Seed is ISparseSeed<T> sparse ? sparse.StoredEntries : 0;
        return total == 0 ? root.Shape.Count : Math.Min(total, root.Shape.Count);
    }
}
