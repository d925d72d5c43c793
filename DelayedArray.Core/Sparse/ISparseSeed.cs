namespace DelayedArrays;

/// <summary>
/// A seed that stores non-zero elements only, along one axis line by line: compressed sparse rows or columns. Such a seed is
/// read as entries, positions with values; whoever needs all elements has them put between zeros.
/// </summary>
public interface ISparseSeed<T> : ISeed<T> where T : unmanaged
{
    /// <summary>Number of entries stored, explicit zeros included.</summary>
    long StoredEntries { get; }

    /// <summary>The axis whose lines are stored one after the other: 0 for compressed rows, 1 for compressed columns.</summary>
    int CompressedAxis { get; }

    /// <summary>
    /// Where blocks are cut along <see cref="CompressedAxis"/>, ascending, from 0 to the length of the axis: lines between two
    /// cuts have about the same number of entries everywhere.
    /// </summary>
    ReadOnlyMemory<long> PanelEdges { get; }

    /// <summary>Reads the entries of a block. Positions ascend and differ; repeated entries are summed.</summary>
    /// <param name="request">What is asked for; never empty.</param>
    /// <param name="context">Buffers, cache, counters and cancellation.</param>
    SparseBlock<T> ReadSparse(BlockRequest request, BlockContext context);

    /// <summary>Number of entries of a block, found without reading values where that can be.</summary>
    /// <param name="request">What is asked for; never empty.</param>
    /// <param name="context">Buffers, cache, counters and cancellation.</param>
    long CountEntries(BlockRequest request, BlockContext context);
}
