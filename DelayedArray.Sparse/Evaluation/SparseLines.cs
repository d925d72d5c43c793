namespace DelayedArrays;

/// <summary>Single rows and columns of delayed matrices, and how many entries they have.</summary>
public static class SparseLines
{
    extension<T>(DelayedArray<T> array) where T : unmanaged
    {
        /// <summary>
        /// Number of entries. Of an array that only selects, transposes and concatenates sparse seeds these are the entries stored
        /// (<c>nnz</c> in SciPy): explicit zeros count, each of several entries at the same place counts, and what is selected
        /// several times counts each time; no value is read, and no index either where rows or columns are taken whole. Of any
        /// other array they are the elements that are not zero, NaN among them, for which it is evaluated.
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

        /// <summary>The elements of one row that are not zero.</summary>
        /// <param name="row">Number of the row.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
        /// <exception cref="SelectionException">There is no such row.</exception>
        public SparseVector<T> Row(long row, ExecutionOptions? options = null) => Line(array, 0, row, options);

        /// <summary>The elements of one column that are not zero.</summary>
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
