using System.Numerics;

namespace DelayedArrays;

/// <content>Creating matrices from lists of entries.</content>
public static partial class SparseMatrix
{
    /// <summary>Creates a matrix from the row, column and value of each entry, in any order (COO). Repeated entries are summed.</summary>
    /// <param name="rows">Row of each entry.</param>
    /// <param name="columns">Column of each entry.</param>
    /// <param name="values">Value of each entry.</param>
    /// <param name="shape">Rows and columns of the matrix.</param>
    /// <param name="layout">Whether its rows or its columns are compressed.</param>
    /// <param name="dropZeros">Whether to leave out zeros, including sums that are zero.</param>
    /// <exception cref="ArgumentException">The spans have different lengths, or an entry is outside the shape.</exception>
    /// <exception cref="OverflowException">An integer sum is out of range. The message names the element.</exception>
    public static SparseMatrix<T> FromCoordinates<T>(
        ReadOnlySpan<long> rows, ReadOnlySpan<long> columns, ReadOnlySpan<T> values, Shape shape,
        SparseLayout layout = SparseLayout.Csr, bool dropZeros = false) where T : unmanaged =>
        FromBuffer(BufferOf(rows, columns, values, shape, layout), shape, layout, dropZeros);

    /// <inheritdoc cref="FromCoordinates{T}(ReadOnlySpan{long}, ReadOnlySpan{long}, ReadOnlySpan{T}, Shape, SparseLayout, bool)"/>
    public static SparseMatrix<T> FromCoordinates<T>(
        ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, ReadOnlySpan<T> values, Shape shape,
        SparseLayout layout = SparseLayout.Csr, bool dropZeros = false) where T : unmanaged =>
        FromBuffer(BufferOf(rows, columns, values, shape, layout), shape, layout, dropZeros);

    internal static CoordinateBuffer<T> BufferOf<T, TCoordinate>(
        ReadOnlySpan<TCoordinate> rows, ReadOnlySpan<TCoordinate> columns, ReadOnlySpan<T> values, Shape shape, SparseLayout layout)
        where T : unmanaged
        where TCoordinate : unmanaged, IBinaryInteger<TCoordinate>
    {
        CheckShape<T>(shape, layout);
        if (rows.Length != values.Length || columns.Length != values.Length)
            throw new ArgumentException($"there are {rows.Length} rows, {columns.Length} columns and {values.Length} values", nameof(values));
        CheckCoordinates(rows, shape[0], "row");
        CheckCoordinates(columns, shape[1], "column");
        var buffer = CoordinateBuffer<T>.Create(shape, layout);
        if (layout == SparseLayout.Csr)
            buffer.Add(rows, columns, values);
        else
            buffer.Add(columns, rows, values);
        return buffer;
    }

    internal static SparseMatrix<T> FromBuffer<T>(
        CoordinateBuffer<T> buffer, Shape shape, SparseLayout layout, bool dropZeros, int segmentLimit = int.MaxValue)
        where T : unmanaged
    {
        var store = buffer.ToStore(segmentLimit).SumDuplicates(layout);
        return new(shape, layout, dropZeros ? store.Prune() : store);
    }

    private static void CheckCoordinates<TCoordinate>(ReadOnlySpan<TCoordinate> coordinates, long length, string name)
        where TCoordinate : unmanaged, IBinaryInteger<TCoordinate>
    {
        for (var k = 0; k < coordinates.Length; k++)
        {
            // As an unsigned number, a negative coordinate exceeds every length.
            if (ulong.CreateTruncating(coordinates[k]) >= (ulong)length)
                throw new ArgumentException($"entry {k} is in {name} {coordinates[k]}; expected 0 to {length - 1}", nameof(coordinates));
        }
    }
}
