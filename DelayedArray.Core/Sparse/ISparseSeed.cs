namespace DelayedArrays;

/// <summary>
/// A seed that stores only non-zero elements, line by line along one axis: compressed sparse rows or columns. It is read as entries, which
/// are positions with values. Consumers that need all elements get zeros between the entries.
/// </summary>
public interface ISparseSeed<T> : ISeed<T> where T : unmanaged
{
    /// <summary>Number of stored entries, including explicit zeros.</summary>
    long StoredEntries { get; }

    /// <summary>The axis of the stored lines: 0 for compressed rows, 1 for compressed columns.</summary>
    int CompressedAxis { get; }

    /// <summary>
    /// The positions where blocks are cut along <see cref="CompressedAxis"/>, ascending, from 0 to the length of the axis. Every panel
    /// between two cuts has about the same number of entries.
    /// </summary>
    ReadOnlyMemory<long> PanelEdges { get; }

    /// <summary>Reads the entries of a block. Positions strictly ascend. Repeated entries are summed.</summary>
    /// <param name="request">The part to read; never empty.</param>
    /// <param name="context">Buffers, cache, counters and cancellation.</param>
    SparseBlock<T> ReadSparse(BlockRequest request, BlockContext context);

    /// <summary>Counts the entries of a block, without reading values if possible.</summary>
    /// <param name="request">The part to count; never empty.</param>
    /// <param name="context">Buffers, cache, counters and cancellation.</param>
    long CountEntries(BlockRequest request, BlockContext context);
}
