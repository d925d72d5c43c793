using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Storage;

namespace DelayedArrays;

/// <summary>Converts sparse matrices from and to MathNet.Numerics.</summary>
public static class MathNetMatrices
{
    /// <summary>Gets the non-zero elements of a matrix. Copies the entries of a sparse matrix, and enumerates any other.</summary>
    public static SparseMatrix<double> ToSparseMatrix(this Matrix<double> matrix) => Convert(matrix);

    /// <inheritdoc cref="ToSparseMatrix(Matrix{double})"/>
    public static SparseMatrix<float> ToSparseMatrix(this Matrix<float> matrix) => Convert(matrix);

    /// <summary>Makes a sparse matrix of MathNet.Numerics with the same elements. Repeated entries are summed.</summary>
    /// <exception cref="InvalidOperationException">The matrix has more rows, columns or entries than MathNet.Numerics supports.</exception>
    public static Matrix<double> ToMathNet(this SparseMatrix<double> matrix) =>
        new MathNet.Numerics.LinearAlgebra.Double.SparseMatrix(Storage(matrix));

    /// <inheritdoc cref="ToMathNet(SparseMatrix{double})"/>
    public static Matrix<float> ToMathNet(this SparseMatrix<float> matrix) =>
        new MathNet.Numerics.LinearAlgebra.Single.SparseMatrix(Storage(matrix));

    private static SparseMatrix<T> Convert<T>(Matrix<T> matrix) where T : unmanaged, IEquatable<T>, IFormattable
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var shape = new Shape(matrix.RowCount, matrix.ColumnCount);
        if (matrix.Storage is SparseCompressedRowMatrixStorage<T> storage)
        {
            // The arrays are longer than their content.
            var count = storage.RowPointers[storage.RowCount];
            var offsets = Array.ConvertAll(storage.RowPointers[..(storage.RowCount + 1)], offset => (long)offset);
            return SparseMatrix.FromCompressed(
                shape, SparseLayout.Csr, offsets, storage.ColumnIndices[..count], storage.Values[..count]);
        }
        var buffer = CoordinateBuffer<T>.Create(shape, SparseLayout.Csr);
        foreach (var (row, column, value) in matrix.EnumerateIndexed(Zeros.AllowSkip))
        {
            if (!ZeroFacts.IsZero(value))
                buffer.Add<int>([row], [column], [value]);
        }
        return SparseMatrix.FromBuffer(buffer, shape, SparseLayout.Csr, dropZeros: false);
    }

    private static SparseCompressedRowMatrixStorage<T> Storage<T>(SparseMatrix<T> matrix)
        where T : unmanaged, IEquatable<T>, IFormattable
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Rows >= Array.MaxLength || matrix.Columns > int.MaxValue || matrix.NonZeroCount > Array.MaxLength)
            throw new InvalidOperationException($"{matrix} has too many rows, columns or entries for a matrix of MathNet.Numerics");
        var rows = matrix.ToCsr().SumDuplicates();
        var (indices, values) = (new int[rows.NonZeroCount], new T[rows.NonZeroCount]);
        rows.CopyIndices(0, indices);
        rows.CopyValues(0, values);
        return SparseCompressedRowMatrixStorage<T>.OfCompressedSparseRowFormat(
            (int)rows.Rows, (int)rows.Columns, indices.Length, Array.ConvertAll(rows.Offsets.ToArray(), offset => (int)offset),
            indices, values);
    }
}
