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
        var pass = new Pass();
        var result = pass.ToSparse(array, layout);
        pass.Run(options);
        return result.Value;
    }

    /// <summary>Adds <see cref="ToSparse{T}(DelayedArray{T}, SparseLayout?, ExecutionOptions?)"/> to a pass.</summary>
    public static Pending<SparseMatrix<T>> ToSparse<T>(this Pass pass, DelayedArray<T> array, SparseLayout? layout = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(array);
        if (array.Rank != 2)
            throw new ShapeMismatchException($"a sparse matrix has two axes; the array has the shape {array.Shape}");
        var major = layout?.MajorAxis() ?? array.Node.Layout.Order[0];
        var wanted = major == 0 ? SparseLayout.Csr : SparseLayout.Csc;
        SparseMatrix.CheckShape<T>(array.Shape, wanted);
        var sink = EntrySink<T>.Of(array.Node, major);
        return pass.Add(sink, () => sink.Assemble().ToLayout(wanted));
    }

    /// <summary>Makes a delayed array over a sparse matrix in memory.</summary>
    public static DelayedArray<T> AsDelayed<T>(this SparseMatrix<T> matrix) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var (indices, values) = matrix.Store is EntryStore<T, int> narrow ? Parts(narrow) : Parts((EntryStore<T, long>)matrix.Store);
        return Delayed.FromSeed(new CompressedSparseSeed<T>(
            matrix.Shape, matrix.Layout.MajorAxis(), matrix.Store.Offsets, indices, values, new SparseLocation("Memory")));
    }

    private static (DelayedArray Indices, DelayedArray<T> Values) Parts<T, TIndex>(EntryStore<T, TIndex> store)
        where T : unmanaged where TIndex : unmanaged, System.Numerics.IBinaryInteger<TIndex>
    {
        var indices = new List<DelayedArray<TIndex>>();
        var values = new List<DelayedArray<T>>();
        foreach (var segment in store.Segments)
        {
            indices.Add(Delayed.FromMemory(segment.Indices, segment.Indices.Length));
            values.Add(Delayed.FromMemory(segment.Values, segment.Values.Length));
        }
        return (Delayed.Concatenate(0, indices), Delayed.Concatenate(0, values));
    }
}
