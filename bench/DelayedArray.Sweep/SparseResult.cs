using System.Globalization;

namespace DelayedArrays.Benchmarks;

/// <summary>A sparse matrix as the result of a cell.</summary>
/// <param name="Shape">Rows and columns.</param>
/// <param name="Elements">Gives position in C order and value of each entry.</param>
internal sealed record SparseResult(Shape Shape, Func<IEnumerable<(long Position, double Value)>> Elements)
{
    /// <summary>Wraps a matrix without looking at its entries.</summary>
    public static SparseResult Of<T>(SparseMatrix<T> matrix) where T : unmanaged => new(matrix.Shape, () =>
    {
        var (rows, columns, values) = matrix.ToCoordinates();
        return rows.Select((row, i) => ((row * matrix.Columns) + columns[i],
            values[i] is Half half ? (double)half : Convert.ToDouble(values[i], CultureInfo.InvariantCulture)));
    });
}
