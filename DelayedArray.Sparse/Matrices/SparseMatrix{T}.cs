namespace DelayedArrays;

/// <summary>
/// A sparse matrix in memory, by compressed rows (CSR) or columns (CSC). It never changes. Entries of a line may stand in any
/// order, several may add up to one element, and zeros may be stored, until <see cref="Sorted"/>, <see cref="SumDuplicates"/> and
/// <see cref="Prune"/> put that right.
/// </summary>
/// <remarks>The compressed axis has fewer than 2^31 lines. The other axis may be longer, and there may be more than 2^31 entries.
/// Safe for many threads.</remarks>
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

    /// <summary>Number of compressed lines: of rows for CSR, of columns for CSC.</summary>
    public long LineCount => Store.Lines;

    /// <summary>Number of stored entries; explicit zeros and duplicates count.</summary>
    public long NonZeroCount => Store.Count;

    /// <summary>Number of the first entry of each line, and the number of all entries at the end (<c>indptr</c>).</summary>
    public ReadOnlySpan<long> Offsets => Store.Offsets;

    /// <summary>Whether indices take 64 bits: the axis that is not compressed has 2^31 elements or more.</summary>
    public bool HasWideIndices => EntryStore<T>.IsWide(Store.Minors);

    /// <summary>Whether the entries of every line are in ascending order; found when first asked for.</summary>
    public bool HasSortedIndices => Store.Order >= EntryOrder.Sorted;

    /// <summary>Whether the entries of every line are in strictly ascending order, so that no element has two.</summary>
    public bool IsCanonical => Store.Order == EntryOrder.Canonical;

    /// <summary>The element type.</summary>
    public ElementType ElementType => ElementTypes.Of<T>();

    internal EntryStore<T> Store { get; }

    /// <summary>The entries of one row (CSR) or column (CSC), as stored.</summary>
    /// <param name="line">Number of the row or column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line.</exception>
    public SparseLine<T> Line(long line)
    {
        if ((ulong)line >= (ulong)LineCount)
            throw new ArgumentOutOfRangeException(nameof(line), line, $"there are {LineCount} {Layout.LineName()}s");
        return Store.Line((int)line);
    }

    /// <summary>Copies indices of consecutive entries of the whole matrix.</summary>
    /// <param name="first">The first entry.</param>
    /// <param name="indices">Takes as many as it is long.</param>
    /// <exception cref="InvalidOperationException"><see cref="HasWideIndices"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many entries.</exception>
    public void CopyIndices(long first, Span<int> indices) => Store.CopyIndices(first, indices);

    /// <summary>Copies indices of consecutive entries of the whole matrix, whatever their width.</summary>
    /// <param name="first">The first entry.</param>
    /// <param name="indices">Takes as many as it is long.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many entries.</exception>
    public void CopyIndices(long first, Span<long> indices) => Store.CopyIndices(first, indices);

    /// <summary>Copies values of consecutive entries of the whole matrix.</summary>
    /// <param name="first">The first entry.</param>
    /// <param name="values">Takes as many as it is long.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many entries.</exception>
    public void CopyValues(long first, Span<T> values) => Store.CopyValues(first, values);

    /// <summary>The transpose, which shares the entries: CSR becomes CSC and CSC becomes CSR.</summary>
    public SparseMatrix<T> Transpose() => new(new Shape(Columns, Rows), Layout.Other(), Store);

    /// <summary>Checks again what the construction checked, for arrays that may have been changed since.</summary>
    /// <exception cref="ArrayFormatException">Offsets fall, or an index is out of range.</exception>
    public void Validate()
    {
        var problem = OffsetCheck.Problem(Store.Offsets, Shape, Layout) ?? Store.FindProblem(Layout.LineName());
        if (problem is not null)
            throw new ArrayFormatException($"sparse matrix {this}: {problem}");
    }

    /// <summary>A summary such as <c>500 x 1000 float32 CSC, 20000 entries</c>.</summary>
    public override string ToString() => $"{Shape} {ElementType.Name()} {Layout.Name()}, {NonZeroCount} entries";

    internal SparseMatrix<T> With(EntryStore<T> entries) => ReferenceEquals(entries, Store) ? this : new(Shape, Layout, entries);

    /// <summary>The same entries in segments of another size, which everything made from them keeps to.</summary>
    internal SparseMatrix<T> WithSegmentLimit(int limit) => With(Store.Recut(limit));
}
