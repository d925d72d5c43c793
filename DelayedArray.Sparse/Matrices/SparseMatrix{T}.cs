namespace DelayedArrays;

/// <summary>
/// A sparse matrix in memory, by compressed rows (CSR) or columns (CSC). It never changes. The entries of a line may be in any order,
/// elements may have repeated entries that are summed, and zeros may be stored. <see cref="Sorted"/>, <see cref="SumDuplicates"/> and
/// <see cref="Prune"/> return a matrix without these irregularities.
/// </summary>
/// <remarks>The compressed axis has fewer than 2^31 lines. The other axis may be longer, and there may be more than 2^31 entries.
/// Safe for use by many threads.</remarks>
/// <typeparam name="T">One of the element types of arrays.</typeparam>
public sealed partial class SparseMatrix<T> where T : unmanaged
{
    internal SparseMatrix(Shape shape, SparseLayout layout, EntryStore<T> entries)
    {
        Shape = shape;
        Layout = layout;
        Store = entries;
    }

    /// <summary>Rows and columns.</summary>
    public Shape Shape { get; }

    /// <summary>Number of rows.</summary>
    public long Rows => Shape[0];

    /// <summary>Number of columns.</summary>
    public long Columns => Shape[1];

    /// <summary>Whether rows or columns are compressed.</summary>
    public SparseLayout Layout { get; }

    /// <summary>Number of compressed lines: rows for CSR, columns for CSC.</summary>
    public long LineCount => Store.Lines;

    /// <summary>Number of stored entries, including explicit zeros and duplicates.</summary>
    public long NonZeroCount => Store.Count;

    /// <summary>Number of the first entry of each line, and the number of all entries at the end (<c>indptr</c>).</summary>
    public ReadOnlySpan<long> Offsets => Store.Offsets;

    /// <summary>Whether indices take 64 bits, because the uncompressed axis has 2^31 elements or more.</summary>
    public bool HasWideIndices => EntryStore<T>.IsWide(Store.Minors);

    /// <summary>Whether the entries of every line are in ascending order; determined on first use.</summary>
    public bool HasSortedIndices => Store.Order >= EntryOrder.Sorted;

    /// <summary>Whether the entries of every line are in strictly ascending order, so that no element has several.</summary>
    public bool IsCanonical => Store.Order == EntryOrder.Canonical;

    /// <summary>The element type.</summary>
    public ElementType ElementType => ElementTypes.Of<T>();

    internal EntryStore<T> Store { get; }

    /// <summary>Gets the entries of one row (CSR) or column (CSC), as stored.</summary>
    /// <param name="line">Number of the row or column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line.</exception>
    public SparseLine<T> Line(long line)
    {
        if ((ulong)line >= (ulong)LineCount)
            throw new ArgumentOutOfRangeException(nameof(line), line, $"there are {LineCount} {Layout.LineName()}s");
        return Store.Line((int)line);
    }

    /// <summary>Copies the indices of consecutive entries.</summary>
    /// <param name="first">The first entry, counted over the whole matrix.</param>
    /// <param name="indices">Receives the indices; its length is the number of entries.</param>
    /// <exception cref="InvalidOperationException"><see cref="HasWideIndices"/> is true.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many entries.</exception>
    public void CopyIndices(long first, Span<int> indices) => Store.CopyIndices(first, indices);

    /// <summary>Copies the indices of consecutive entries, of either width.</summary>
    /// <param name="first">The first entry, counted over the whole matrix.</param>
    /// <param name="indices">Receives the indices; its length is the number of entries.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many entries.</exception>
    public void CopyIndices(long first, Span<long> indices) => Store.CopyIndices(first, indices);

    /// <summary>Copies the values of consecutive entries.</summary>
    /// <param name="first">The first entry, counted over the whole matrix.</param>
    /// <param name="values">Receives the values; its length is the number of entries.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many entries.</exception>
    public void CopyValues(long first, Span<T> values) => Store.CopyValues(first, values);

    /// <summary>Transposes the matrix. The result shares the entries: CSR becomes CSC and CSC becomes CSR.</summary>
    public SparseMatrix<T> Transpose() => new(new Shape(Columns, Rows), Layout.Other(), Store);

    /// <summary>Repeats the checks of the construction, for arrays that may have changed since.</summary>
    /// <exception cref="ArrayFormatException">Offsets decrease, or an index is out of range.</exception>
    public void Validate()
    {
        var problem = OffsetCheck.Problem(Store.Offsets, Shape, Layout) ?? Store.FindProblem(Layout.LineName());
        if (problem is not null)
            throw new ArrayFormatException($"sparse matrix {this}: {problem}");
    }

    /// <summary>Formats a summary such as <c>500 x 1000 float32 CSC, 20000 entries</c>.</summary>
    public override string ToString() => $"{Shape} {ElementType.Name()} {Layout.Name()}, {NonZeroCount} entries";

    internal SparseMatrix<T> With(EntryStore<T> entries) => ReferenceEquals(entries, Store) ? this : new(Shape, Layout, entries);

    /// <summary>Copies the entries into segments of another size, which matrices made from the result inherit.</summary>
    internal SparseMatrix<T> WithSegmentLimit(int limit) => With(Store.Recut(limit));
}
