using System.Numerics;

namespace DelayedArrays;

/// <summary>Appends the entries of lines to the indices and values of a group.</summary>
internal sealed class LineAppender(SparseGroupChange change, SparseLayout layout, PartTypes types, ExecutionOptions execution)
{
    /// <summary>Appends lines after the existing ones.</summary>
    /// <param name="lines">The lines, with the element type of the values.</param>
    /// <param name="existing">The number of existing entries.</param>
    /// <returns>The start of each new line, and the end of the last.</returns>
    /// <exception cref="OverflowException">The type of the offsets cannot count all entries.</exception>
    public long[] Append(DelayedArray lines, long existing) => lines.ElementType.Dispatch(new Visitor(this, lines, existing));

    // The format converts the indices if it stores another type.
    private long[] Append<T>(DelayedArray<T> lines, long existing) where T : unmanaged => types.Indices switch
    {
        ElementType.UInt32 => Append<T, uint>(lines, existing),
        ElementType.UInt64 => Append<T, ulong>(lines, existing),
        ElementType.Int64 => Append<T, long>(lines, existing),
        _ => Append<T, int>(lines, existing),
    };

    private long[] Append<T, TIndex>(DelayedArray<T> lines, long existing)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var axis = layout.MajorAxis();
        using var output = new EntryOutput<T, TIndex>(
            change.Append<TIndex>(SparseParts.Indices, existing), change.Append<T>(SparseParts.Data, existing), existing, lines.Shape[axis], types.MaxEntries);
        new EntryPass<T, TIndex>(lines.Node, axis, change.SpillPath, output).Run(execution);
        return output.Offsets;
    }

    private sealed class Visitor(LineAppender appender, DelayedArray lines, long existing) : IElementVisitor<long[]>
    {
        public long[] Visit<T>() where T : unmanaged => appender.Append(lines.As<T>(), existing);
    }
}
