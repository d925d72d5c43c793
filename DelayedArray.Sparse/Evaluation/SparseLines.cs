namespace DelayedArrays;

/// <summary>Reads single rows and columns of delayed matrices, and counts entries.</summary>
public static class SparseLines
{
    extension<T>(DelayedArray<T> array) where T : unmanaged
    {
        /// <summary>
        /// Counts entries. If the array only selects, transposes and concatenates sparse seeds, these are the stored entries (<c>nnz</c> in
        /// SciPy): explicit zeros count, repeated entries of an element count each, and entries that are selected several times count each
        /// time. Values are not read, and neither are indices if whole rows or columns are taken. Any other array is evaluated, and its
        /// non-zero elements are counted, including NaN.
        /// </summary>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public long NonZeroCount(ExecutionOptions? options = null)
        {
            if (!EntryCounter<T>.IsSelection(array.Node))
                return array.Cast<bool>().CountNonZero(options);
            var counter = new EntryCounter<T>(array.Node);
            var pass = new Pass();
            pass.Add(counter);
            pass.Run(options);
            return counter.Total;
        }

        /// <summary>Gets the non-zero elements of one row.</summary>
        /// <param name="row">Number of the row.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
        /// <exception cref="SelectionException">There is no such row.</exception>
        public SparseVector<T> Row(long row, ExecutionOptions? options = null) => Line(array, 0, row, options);

        /// <summary>Gets the non-zero elements of one column.</summary>
        /// <param name="column">Number of the column.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
        /// <exception cref="SelectionException">There is no such column.</exception>
        public SparseVector<T> Column(long column, ExecutionOptions? options = null) => Line(array, 1, column, options);
    }

    private static SparseVector<T> Line<T>(DelayedArray<T> array, int axis, long number, ExecutionOptions? options)
        where T : unmanaged
    {
        if (array.Rank != 2)
            throw new ShapeMismatchException($"an array of shape {array.Shape} has no rows and columns; a matrix has two axes");
        long[] only = [number];
        var line = axis == 0 ? array[only] : array[Selection.All, only];
        var entries = line.ToSparse(axis == 0 ? SparseLayout.Csr : SparseLayout.Csc, options);
        var (indices, values) = (new long[entries.NonZeroCount], new T[entries.NonZeroCount]);
        entries.CopyIndices(0, indices);
        entries.CopyValues(0, values);
        return new SparseVector<T>(array.Shape[1 - axis], indices, values);
    }
}
