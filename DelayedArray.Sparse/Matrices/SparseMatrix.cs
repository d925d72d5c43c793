namespace DelayedArrays;

/// <summary>Creates sparse matrices in memory.</summary>
public static partial class SparseMatrix
{
    /// <summary>Creates a matrix from compressed lines, like SciPy's <c>indptr</c>, <c>indices</c> and <c>data</c>.</summary>
    /// <remarks>The arrays are not copied if possible, and must not change while the matrix is in use.</remarks>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="layout">Whether rows (CSR) or columns (CSC) are compressed.</param>
    /// <param name="offsets">Number of the first entry of each line, and the number of all entries at the end.</param>
    /// <param name="indices">Column (CSR) or row (CSC) of each entry.</param>
    /// <param name="values">Value of each entry.</param>
    /// <exception cref="ArgumentException">The arrays do not match each other or the shape, or an index is out of range.</exception>
    /// <exception cref="UnsupportedElementTypeException"><typeparamref name="T"/> is not one of the element types.</exception>
    public static SparseMatrix<T> FromCompressed<T>(Shape shape, SparseLayout layout, long[] offsets, int[] indices, T[] values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(indices);
        CheckCompressed(shape, layout, offsets, indices.Length, values);
        var minors = shape[layout.MinorAxis()];
        return Checked<T>(shape, layout, EntryStore<T>.IsWide(minors)
            ? EntryStore<T, long>.Of(offsets, minors, Array.ConvertAll(indices, index => (long)index), values)
            : EntryStore<T, int>.Of(offsets, minors, indices, values));
    }

    /// <inheritdoc cref="FromCompressed{T}(Shape, SparseLayout, long[], int[], T[])"/>
    public static SparseMatrix<T> FromCompressed<T>(Shape shape, SparseLayout layout, long[] offsets, long[] indices, T[] values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(indices);
        CheckCompressed(shape, layout, offsets, indices.Length, values);
        var minors = shape[layout.MinorAxis()];
        var wide = Checked(shape, layout, EntryStore<T, long>.Of(offsets, minors, indices, values));
        return EntryStore<T>.IsWide(minors) ? wide
            : new(shape, layout, EntryStore<T, int>.Of(offsets, minors, Array.ConvertAll(indices, index => (int)index), values));
    }

    /// <summary>Creates a matrix without entries.</summary>
    /// <exception cref="ArgumentException">The shape does not have two axes, or the compressed axis is too long.</exception>
    public static SparseMatrix<T> Empty<T>(Shape shape, SparseLayout layout = SparseLayout.Csr) where T : unmanaged
    {
        CheckShape<T>(shape, layout);
        return new(shape, layout, EntryStore<T>.Allocate(new long[shape[layout.MajorAxis()] + 1], shape[layout.MinorAxis()]));
    }

    internal static void CheckShape<T>(Shape shape, SparseLayout layout) where T : unmanaged
    {
        _ = ElementTypes.Of<T>();
        if (layout is not (SparseLayout.Csr or SparseLayout.Csc))
            throw new ArgumentOutOfRangeException(nameof(layout), layout, "there is no such layout");
        if (shape.Rank != 2)
            throw new ArgumentException($"a sparse matrix has two axes; the shape {shape} has {shape.Rank}", nameof(shape));
        layout.CheckLines(shape);
    }

    private static void CheckCompressed<T>(Shape shape, SparseLayout layout, long[] offsets, int indices, T[] values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(values);
        CheckShape<T>(shape, layout);
        if (indices != values.Length)
            throw new ArgumentException($"there are {indices} indices and {values.Length} values", nameof(values));
        if (OffsetCheck.Problem(offsets, shape, layout, values.Length) is { } problem)
            throw new ArgumentException(problem, nameof(offsets));
    }

    private static SparseMatrix<T> Checked<T>(Shape shape, SparseLayout layout, EntryStore<T> entries) where T : unmanaged =>
        entries.FindProblem(layout.LineName()) is { } problem
            ? throw new ArgumentException($"{layout.Name()} of shape {shape}: {problem}", nameof(entries))
            : new(shape, layout, entries);
}
