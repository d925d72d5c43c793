using System.Numerics;

namespace DelayedArrays;

/// <content>Appending lines.</content>
public abstract partial class SparseGroupChange
{
    // The number of offsets converted at once.
    private const int Piece = 4096;

    /// <summary>
    /// Appends rows to compressed rows, or columns to compressed columns. Writes the entries first and the shape last. Only the group
    /// changes: the caller must extend tables that annotate its rows or columns.
    /// </summary>
    /// <param name="lines">The rows or columns, as long as the existing ones. Zeros are left out.</param>
    /// <param name="options">Whether the matrix may be rewritten if its parts cannot grow.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArrayFormatException">The matrix is missing, its parts contradict each other, or they cannot grow.</exception>
    /// <exception cref="ShapeMismatchException">The new lines have another length.</exception>
    /// <exception cref="UnsupportedElementTypeException">
    /// The element type of the new lines cannot be stored as the existing type.
    /// </exception>
    /// <exception cref="OverflowException">A value does not fit the stored type, or <c>indptr</c> cannot count all entries.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public void Append(DelayedArray lines, SparseEditOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var before = Group.ReadParts();
        var (minorAxis, lineName) = (before.Layout.MinorAxis(), before.Layout.LineName());
        if (lines.Rank != 2 || lines.Shape[minorAxis] != before.Shape[minorAxis])
        {
            throw new ShapeMismatchException($"{lineName}s of the shape {lines.Shape} cannot be appended to the matrix of shape "
                + $"{before.Shape}; expected {lineName}s of {before.Shape[minorAxis]} elements");
        }
        var reason = FirstReason(GrowObstacle);
        if (reason is not null && options?.AllowRewrite != true)
            throw Group.Location.Error($"{reason}; allow it to be rewritten (AllowRewrite) to append");
        before.Values.ElementType.Dispatch(new Appending(this, before, lines, reason is null, execution ?? ExecutionOptions.Default));
    }

    private void Grow(DelayedArray added, CompressedParts before, ExecutionOptions execution)
    {
        var layout = before.Layout;
        var types = PartTypes.Of(Group);
        if (before.Shape[layout.MinorAxis()] - 1 > types.MaxIndex)
        {
            throw Group.Location.Error(
                $"indices of type {types.Indices.Name()} cannot address all {before.Shape[layout.MinorAxis()]} elements of a {layout.LineName()}");
        }
        var offsets = new LineAppender(this, layout, types, execution).Append(added, before.Offsets[^1]);
        AppendOffsets(types.Offsets, before.Offsets.Length, offsets.AsSpan(1));
        var axis = layout.MajorAxis();
        SparseGroupInfo.SetShape(Group, this, before.Shape.With(axis, checked(before.Shape[axis] + added.Shape[axis])));
    }

    private void AppendOffsets(ElementType type, long existing, ReadOnlySpan<long> offsets)
    {
        switch (type)
        {
            case ElementType.Int32: AppendOffsets<int>(existing, offsets); break;
            case ElementType.UInt32: AppendOffsets<uint>(existing, offsets); break;
            case ElementType.UInt64: AppendOffsets<ulong>(existing, offsets); break;
            default: AppendOffsets<long>(existing, offsets); break;
        }
    }

    private void AppendOffsets<TOffset>(long existing, ReadOnlySpan<long> offsets) where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        using var stream = Append<TOffset>(SparseParts.Offsets, existing);
        Span<TOffset> piece = stackalloc TOffset[Piece];
        while (!offsets.IsEmpty)
        {
            var count = Math.Min(offsets.Length, Piece);
            for (var i = 0; i < count; i++)
                piece[i] = TOffset.CreateChecked(offsets[i]);
            stream.Append(piece[..count]);
            offsets = offsets[count..];
        }
        stream.Finish();
    }

    private sealed class Appending(
        SparseGroupChange change, CompressedParts before, DelayedArray lines, bool canGrow, ExecutionOptions execution) : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            var added = ExactCast.To<T>(lines);
            if (canGrow)
                change.Grow(added, before, execution);
            else
                change.Replace(Delayed.Concatenate(before.CompressedAxis, change.Group.OpenMatrix().As<T>(), added), before, execution);
            return true;
        }
    }
}
