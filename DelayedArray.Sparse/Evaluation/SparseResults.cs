namespace DelayedArrays;

/// <summary>Converts delayed arrays to sparse matrices in memory, and back.</summary>
public static class SparseResults
{
    /// <summary>Evaluates a matrix into a sparse matrix in memory: its non-zero elements, sorted. NaN counts as non-zero.</summary>
    /// <param name="array">A matrix, sparse or not.</param>
    /// <param name="layout">The axis to compress; by default that of the stored matrix, otherwise rows.</param>
    /// <param name="options">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The axis to compress is too long.</exception>
    /// <exception cref="InvalidOperationException">The matrix has more than 2^31 entries.</exception>
    public static SparseMatrix<T> ToSparse<T>(
        this DelayedArray<T> array, SparseLayout? layout = null, ExecutionOptions? options = null) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        var wanted = LayoutOf(array, layout);
        if (StoredEvaluation<T>.TryRun(array.Node, options ?? ExecutionOptions.Default) is { } matrix)
            return matrix.ToLayout(wanted);
        var pass = new Pass();
        var result = pass.ToSparse(array, wanted);
        pass.Run(options);
        return result.Value;
    }

    /// <summary>Adds <see cref="ToSparse{T}(DelayedArray{T}, SparseLayout?, ExecutionOptions?)"/> to a pass.</summary>
    public static Pending<SparseMatrix<T>> ToSparse<T>(this Pass pass, DelayedArray<T> array, SparseLayout? layout = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(array);
        var wanted = LayoutOf(array, layout);
        var sink = EntrySink<T>.Of(array.Node, wanted.MajorAxis());
        return pass.Add(sink, () => sink.Assemble().ToLayout(wanted));
    }

    /// <summary>Makes a delayed array over a sparse matrix in memory.</summary>
    public static DelayedArray<T> AsDelayed<T>(this SparseMatrix<T> matrix) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return Delayed.FromSeed(new MatrixSeed<T>(matrix));
    }

    /// <summary>Chooses the axis that the result compresses.</summary>
    private static SparseLayout LayoutOf<T>(DelayedArray<T> array, SparseLayout? layout) where T : unmanaged
    {
        if (array.Rank != 2)
            throw new ShapeMismatchException($"a sparse matrix has two axes; the array has the shape {array.Shape}");
        var wanted = layout ?? (array.Node.Layout.Order[0] == 0 ? SparseLayout.Csr : SparseLayout.Csc);
        SparseMatrix.CheckShape<T>(array.Shape, wanted);
        return wanted;
    }
}
