using System.Numerics;

namespace DelayedArrays;

/// <summary>Appends the entries of lines to the indices and values of a group.</summary>
internal sealed class LineAppender(SparseGroupChange change, SparseLayout layout, PartTypes types, ExecutionOptions execution)
{
    /// <summary>Appends lines to those that are there.</summary>
    /// <param name="lines">The lines, of the type of the values.</param>
    /// <param name="existing">Entries that are there.</param>
    /// <returns>Where each of the new lines starts, and where the last ends.</returns>
    /// <exception cref="OverflowException">There are more entries than the type of the offsets counts.</exception>
    public long[] Append(DelayedArray lines, long existing) => lines.ElementType.Dispatch(new Visitor(this, lines, existing));

    // Other types are converted by the format.
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
            change.Append<TIndex>(SparseParts.Indices, existing), change.Append<T>(SparseParts.Data, existing), existing, lines.Shape[axis], types.MostEntries);
        new EntryPass<T, TIndex>(lines.Node, axis, change.SpillPath, output).Run(execution);
        return output.Offsets;
    }

    private sealed class Visitor(LineAppender appender, DelayedArray lines, long existing) : IElementVisitor<long[]>
    {
        public long[] Visit<T>() where T : unmanaged => appender.Append(lines.As<T>(), existing);
    }
}
