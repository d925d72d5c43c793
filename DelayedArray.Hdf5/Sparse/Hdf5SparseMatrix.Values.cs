namespace DelayedArrays;

public static partial class Hdf5SparseMatrix
{
    /// <summary>Changes one element that is stored.</summary>
    /// <inheritdoc cref="SetValues(string, string, long, long, DelayedArray, Hdf5SparseEditOptions?, ExecutionOptions?)"/>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="row">Row of the element.</param>
    /// <param name="column">Column of the element.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="options">Whether the matrix may be rewritten.</param>
    public static void SetValue<T>(
        string path, string group, long row, long column, T value, Hdf5SparseEditOptions? options = null) where T : unmanaged =>
        SetValues(path, group, row, column, Delayed.FromMemory([value], 1, 1), options);

    /// <summary>
    /// Changes the elements of a box (an element, rows, a block). In place only values can change: elements that are zero have to
    /// stay zero, and others not to become it, unless the matrix may be rewritten.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="row">First row of the box.</param>
    /// <param name="column">First column of the box.</param>
    /// <param name="block">The new elements, all of those of the box.</param>
    /// <param name="options">Whether the matrix may be rewritten if others become non-zero or zero.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">There is no sparse group, its parts contradict each other, or one is in another file
    /// and may not be rewritten.</exception>
    /// <exception cref="SelectionException">The box is not within the matrix.</exception>
    /// <exception cref="InvalidOperationException">Other elements would become non-zero or zero; the message names the first.</exception>
    /// <exception cref="UnsupportedElementTypeException">The stored type does not take elements of the block's type.</exception>
    /// <exception cref="OverflowException">A value does not fit the type that is stored.</exception>
    /// <exception cref="ConcurrentChangeException">Others are changing the file, or have it open.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as it was.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void SetValues(
        string path, string group, long row, long column, DelayedArray block, Hdf5SparseEditOptions? options = null,
        ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(block);
        execution ??= ExecutionOptions.Default;
        // From here on nobody else changes what is read.
        using var transaction = Hdf5Transaction.BeginExisting(path, options?.ChangeMode ?? default, execution);
        using var edit = SparseEdit.Open(path, group);
        CheckBox(edit, row, column, block.Shape);
        if (block.Shape.Count == 0)
            return;
        if (edit.WhyNotInPlace() is { } reason && options?.AllowRewrite != true)
            throw edit.Problem($"{reason}; allow it to be rewritten (AllowRewrite) to change values");
        edit.Matrix.ElementType.Dispatch(
            new Setting(transaction, edit, [row, column], block, options?.AllowRewrite == true, execution));
    }

    private static void CheckBox(SparseEdit edit, long row, long column, Shape block)
    {
        var shape = edit.Found.Shape;
        if (block.Rank != 2)
            throw new ShapeMismatchException($"a block of a matrix has two axes; the array has the shape {block}");
        if (row < 0 || column < 0 || row > shape[0] - block[0] || column > shape[1] - block[1])
            throw new SelectionException($"the block {block} at ({row}, {column}) is not within the matrix of shape {shape}");
    }

    private sealed class Setting(
        Hdf5Transaction transaction, SparseEdit edit, long[] start, DelayedArray block, bool mayRewrite, ExecutionOptions execution)
        : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            var values = ExactCast.To<T>(block);
            if (edit.WhyNotInPlace() is not null || !TrySet(values))
                SparseRewriting.Run(transaction, edit, Replaced(edit.Matrix.As<T>(), values), execution);
            edit.Dispose();
            transaction.Commit();
            return true;
        }

        /// <summary>Changes values where they are; false if others would become non-zero or zero, and the matrix may be rewritten.</summary>
        private bool TrySet<T>(DelayedArray<T> values) where T : unmanaged
        {
            try
            {
                using var group = transaction.File.OpenGroup(edit.GroupPath);
                using var setter = new ValueSetter<T>(edit, group, start);
                setter.Set(values, execution);
                return true;
            }
            catch (PatternException) when (mayRewrite)
            {
                return false;
            }
        }

        private DelayedArray<T> Replaced<T>(DelayedArray<T> matrix, DelayedArray<T> values) where T : unmanaged
        {
            var (row, column) = (start[0], start[1]);
            var (below, right) = (row + values.Shape[0], column + values.Shape[1]);
            // As entries, so that all of it is evaluated as entries.
            var sparse = values.IsSparse ? values : values.ToSparse(edit.Found.Layout, execution).AsDelayed();
            var middle = Join(1, matrix[Slice(row, below), Slice(0, column)], sparse, matrix[Slice(row, below), Slice(right, matrix.Shape[1])]);
            return Join(0, matrix[Slice(0, row), Selection.All], middle, matrix[Slice(below, matrix.Shape[0]), Selection.All]);
        }

        private static AxisIndex Slice(long from, long to) => Selection.Slice(from, to);

        private static DelayedArray<T> Join<T>(int axis, params DelayedArray<T>[] parts) where T : unmanaged =>
            Delayed.Concatenate(axis, [.. parts.Where(part => part.Shape[axis] > 0)]);
    }
}

/// <summary>Other elements would become non-zero or zero.</summary>
internal sealed class PatternException(string message) : InvalidOperationException(message);
