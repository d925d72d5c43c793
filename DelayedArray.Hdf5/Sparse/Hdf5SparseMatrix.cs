namespace DelayedArrays;

/// <summary>
/// Changes compressed sparse matrices in HDF5 groups. A program that fails, is cancelled or killed leaves the matrix as it was or
/// as it is to be (<see cref="Hdf5ChangeMode"/> says how), and changes of one file happen one after the other.
/// </summary>
public static partial class Hdf5SparseMatrix
{
    /// <summary>
    /// Appends rows to compressed rows, or columns to compressed columns. Only the group changes: tables beside it that go with its
    /// rows or columns, such as anndata's <c>obs</c>, are to be made longer by the caller.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="lines">The rows or columns, as long as those that are there; zeros are left out.</param>
    /// <param name="options">Whether the matrix may be rewritten if its datasets cannot grow.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">There is no sparse group, its parts contradict each other, or they cannot grow
    /// or are in another file.</exception>
    /// <exception cref="ShapeMismatchException">The new lines have another length.</exception>
    /// <exception cref="UnsupportedElementTypeException">The stored type does not take elements of the new lines' type.</exception>
    /// <exception cref="OverflowException">A value does not fit the type that is stored, or there are more entries than
    /// <c>indptr</c> can count.</exception>
    /// <exception cref="ConcurrentChangeException">Others are changing the file, or have it open.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as it was.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Append(
        string path, string group, DelayedArray lines, Hdf5SparseEditOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        execution ??= ExecutionOptions.Default;
        // From here on nobody else changes what is read.
        using var transaction = Hdf5Transaction.BeginExisting(path, options?.ChangeMode ?? default, execution);
        using var edit = SparseEdit.Open(path, group);
        CheckShape(edit, lines.Shape);
        if (edit.WhyNotToGrow() is { } reason && options?.AllowRewrite != true)
            throw edit.Problem($"{reason}; allow it to be rewritten (AllowRewrite) to append");
        edit.Matrix.ElementType.Dispatch(new Appending(transaction, edit, lines, execution));
    }

    private static void CheckShape(SparseEdit edit, Shape lines)
    {
        var minorAxis = edit.Found.Layout.MinorAxis();
        if (lines.Rank != 2 || lines[minorAxis] != edit.Found.Shape[minorAxis])
        {
            throw new ShapeMismatchException($"{edit.LineName}s of the shape {lines} cannot be appended to the matrix of shape "
                + $"{edit.Found.Shape}; expected {edit.LineName}s of {edit.Found.Shape[minorAxis]} elements");
        }
    }

    private sealed class Appending(
        Hdf5Transaction transaction, SparseEdit edit, DelayedArray lines, ExecutionOptions execution) : IElementVisitor<bool>
    {
        private readonly int _axis = edit.Found.Layout.MajorAxis();

        public bool Visit<T>() where T : unmanaged
        {
            var added = ExactCast.To<T>(lines);
            if (edit.WhyNotToGrow() is null)
                Grow(transaction.File, added);
            else
                Rewrite(added);
            edit.Dispose();
            transaction.Commit();
            return true;
        }

        // What stands behind the old end is out of sight until indptr has grown too; before all of it is on disk, so is the file.
        private void Grow<T>(Hdf5File file, DelayedArray<T> added) where T : unmanaged
        {
            using var group = file.OpenGroup(edit.GroupPath);
            using var data = group.OpenDataset("data");
            using var indices = group.OpenDataset("indices");
            using var indptr = group.OpenDataset("indptr");
            var shape = edit.Found.Shape.ToArray();
            if (shape[1 - _axis] - 1 > SparseWriting.LargestOf(indices))
                throw edit.Problem($"indices of type {indices.Type} cannot name all of {shape[1 - _axis]} elements of a {edit.LineName}");
            var offsets = SparseWriting.Append(
                added, edit.Found.Layout, indices, data, data.Length, SparseWriting.LargestOf(indptr), execution);
            SparseGroup.AppendOffsets(indptr, indptr.Length, offsets.AsSpan(1));
            shape[_axis] += added.Shape[_axis];
            SparseRewriting.SetShape(group, new Shape(shape));
        }

        private void Rewrite<T>(DelayedArray<T> added) where T : unmanaged => SparseRewriting.Run(
            transaction, edit, Delayed.Concatenate(_axis, edit.Matrix.As<T>(), added), execution);
    }
}
