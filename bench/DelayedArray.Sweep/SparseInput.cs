namespace DelayedArrays.Benchmarks;

/// <summary>The CSR group of <c>sparse.h5ad</c> in memory.</summary>
/// <param name="path">The file.</param>
/// <param name="layout">Whether rows or columns are compressed.</param>
internal sealed class SparseInput<T>(string path, SparseLayout layout) where T : unmanaged
{
    private readonly Lazy<SparseMatrix<T>> _matrix = new(() => Read(path).ToSparse(layout));

    /// <summary>The layout as cells name it.</summary>
    public string Layout => layout == SparseLayout.Csr ? "csr" : "csc";

    /// <summary>The matrix.</summary>
    public SparseMatrix<T> Matrix => _matrix.Value;

    /// <summary>The matrix as an array: <c>x</c> of the peers.</summary>
    public DelayedArray<T> X => Matrix.AsDelayed();

    /// <summary>The group as it is in the file.</summary>
    public static DelayedArray<T> Read(string path) => Hdf5Array.Open(path, "X").Cast<T>();
}
