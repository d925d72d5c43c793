namespace DelayedArrays;

/// <content>Setting values.</content>
public abstract partial class SparseGroupChange
{
    /// <summary>
    /// Changes the elements of a box (an element, rows, a block). Only values can change in place: zeros must stay zero and non-zero
    /// elements must stay non-zero, unless the matrix may be rewritten. If the group <see cref="SparseGroup.ChangesInSteps"/>, the whole
    /// box is checked before anything is written, so the block is evaluated twice.
    /// </summary>
    /// <param name="start">Row and column where the box starts.</param>
    /// <param name="block">The new elements of the whole box.</param>
    /// <param name="options">Whether the matrix may be rewritten if zeros become non-zero or the reverse.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArrayFormatException">
    /// The matrix is missing, its parts contradict each other, or one cannot be overwritten.
    /// </exception>
    /// <exception cref="ShapeMismatchException">The block does not have two axes.</exception>
    /// <exception cref="SelectionException">The box extends beyond the matrix.</exception>
    /// <exception cref="InvalidOperationException">
    /// Zeros would become non-zero or the reverse, and the matrix may not be rewritten. The message names the first such element.
    /// </exception>
    /// <exception cref="UnsupportedElementTypeException">The element type of the block cannot be stored as the existing type.</exception>
    /// <exception cref="OverflowException">A value does not fit the stored type.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public void SetValues(
        (long Row, long Column) start, DelayedArray block, SparseEditOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(block);
        var before = Group.ReadParts();
        if (block.Rank != 2)
            throw new ShapeMismatchException($"a block of a matrix has two axes; the array has the shape {block.Shape}");
        var (row, column) = start;
        if (row < 0 || column < 0 || row > before.Shape[0] - block.Shape[0] || column > before.Shape[1] - block.Shape[1])
            throw new SelectionException($"the block {block.Shape} at ({row}, {column}) is not within the matrix of shape {before.Shape}");
        if (block.Shape.Count == 0)
            return;
        var mayRewrite = options?.AllowRewrite == true;
        var reason = FirstReason(OverwriteObstacle);
        if (reason is not null && !mayRewrite)
            throw Group.Location.Error($"{reason}; allow it to be rewritten (AllowRewrite) to change values");
        var setting = new Setting(this, before, start, reason is null, mayRewrite, execution ?? ExecutionOptions.Default);
        before.Values.ElementType.Dispatch(setting.Of(block));
    }

    /// <summary>A change of values whose element type is not yet known.</summary>
    private sealed record Setting(
        SparseGroupChange Change, CompressedParts Before, (long Row, long Column) Start, bool CanOverwrite, bool MayRewrite, ExecutionOptions Execution)
    {
        public IElementVisitor<bool> Of(DelayedArray block) => new Visitor(this, block);

        private void Set<T>(DelayedArray<T> values) where T : unmanaged
        {
            if (!CanOverwrite || !TryOverwrite(values))
                Change.Replace(Replaced(Change.Group.OpenMatrix().As<T>(), values), Before, Execution);
        }

        /// <summary>
        /// Changes values in place. Returns false if zeros would become non-zero or the reverse and the matrix may be rewritten.
        /// </summary>
        private bool TryOverwrite<T>(DelayedArray<T> values) where T : unmanaged
        {
            try
            {
                var setter = new ValueSetter<T>(Change, Before, Start);
                if (Change.Group.ChangesInSteps)
                    setter.Run(values, isWritten: false, Execution);
                setter.Run(values, isWritten: true, Execution);
                return true;
            }
            catch (PatternException) when (MayRewrite)
            {
                return false;
            }
        }

        private DelayedArray<T> Replaced<T>(DelayedArray<T> matrix, DelayedArray<T> values) where T : unmanaged
        {
            var (row, column) = Start;
            var (below, right) = (row + values.Shape[0], column + values.Shape[1]);
            // Converted to sparse, so that the whole array is evaluated as entries.
            var sparse = values.IsSparse ? values : values.ToSparse(Before.Layout, Execution).AsDelayed();
            var middle = Join(1, matrix[Slice(row, below), Slice(0, column)], sparse, matrix[Slice(row, below), Slice(right, matrix.Shape[1])]);
            return Join(0, matrix[Slice(0, row), Selection.All], middle, matrix[Slice(below, matrix.Shape[0]), Selection.All]);
        }

        private static AxisIndex Slice(long from, long to) => Selection.Slice(from, to);

        private static DelayedArray<T> Join<T>(int axis, params DelayedArray<T>[] parts) where T : unmanaged =>
            Delayed.Concatenate(axis, [.. parts.Where(part => part.Shape[axis] > 0)]);

        private sealed class Visitor(Setting setting, DelayedArray block) : IElementVisitor<bool>
        {
            public bool Visit<T>() where T : unmanaged
            {
                setting.Set(ExactCast.To<T>(block));
                return true;
            }
        }
    }
}
