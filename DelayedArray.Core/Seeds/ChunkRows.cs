namespace DelayedArrays;

/// <summary>The place of a whole chunk in a block that has its elements in the same order: rows at equal distances.</summary>
/// <param name="Start">Position of the chunk's first element in the block.</param>
/// <param name="Length">Elements in a row, consecutive in both chunk and block.</param>
/// <param name="Stride">Elements from the start of one row to that of the next.</param>
/// <param name="Count">Number of rows; 1 if the chunk is contiguous in the block.</param>
internal readonly record struct ChunkRows(int Start, int Length, int Stride, int Count)
{
    /// <summary>Finds the rows; null if the chunk does not lie in rows.</summary>
    /// <param name="axes">The axes of the copy from chunk to block, outermost first in the block. Overwritten.</param>
    /// <param name="chunkLength">Elements of a chunk.</param>
    public static ChunkRows? Of(Span<CopyAxis> axes, long chunkLength)
    {
        if (axes.IsEmpty)
            return new(0, 1, 1, 1);
        foreach (var axis in axes)
        {
            if (!axis.IsEven || axis.Count == 0)
                return null;
        }
        var count = CopyAxis.Coalesce(axes);
        if (count > 2)
            return null;
        var inner = axes[count - 1];
        var outer = count == 2 ? axes[0] : new CopyAxis(1, 0, inner.Count, 0, inner.Count);
        var isInOrder = inner is { SourceStride: 1, DestinationStride: 1 } && outer.SourceStride == inner.Count && outer.DestinationStride >= inner.Count;
        var isWhole = outer.Source + inner.Source == 0 && (long)outer.Count * inner.Count == chunkLength;
        return isInOrder && isWhole ? new((int)(outer.Destination + inner.Destination), inner.Count, (int)outer.DestinationStride, outer.Count) : null;
    }
}
