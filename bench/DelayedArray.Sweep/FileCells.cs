namespace DelayedArrays.Benchmarks;

/// <summary>The cells that start from files: whole sparse matrices, and arrays, into memory.</summary>
/// <param name="folder">The inputs of the whole jobs.</param>
internal sealed class FileCells(string folder)
{
    private readonly SparseInput<float> _csr = new(Path.Combine(folder, "sparse.h5ad"), SparseLayout.Csr);
    private readonly SparseInput<float> _csc = new(Path.Combine(folder, "sparse.h5ad"), SparseLayout.Csc);

    /// <summary>All of them.</summary>
    public IEnumerable<SweepCell> All() =>
    [
        new(SweepCell.File, "read into memory", "read_csr()", options =>
            SparseResult.Of(SparseInput<float>.Read(Path.Combine(folder, "sparse.h5ad")).ToSparse(options: options))),
        new(SweepCell.File, "tocsc", "sparse('csr', 'f4').tocsc()", _ => SparseResult.Of(_csr.Matrix.ToCsc())) { Prepare = () => _ = _csr.Matrix },
        new(SweepCell.File, "tocsr", "sparse('csc', 'f4').tocsr()", _ => SparseResult.Of(_csc.Matrix.ToCsr())) { Prepare = () => _ = _csc.Matrix },
        new(SweepCell.File, "read contiguous", "read_hdf5('dense_contiguous.h5')", options =>
            Hdf5Array.Open<float>(Path.Combine(folder, "dense_contiguous.h5"), "X").ToArray(options)),
        new(SweepCell.File, "read gzip", "read_hdf5('dense_gzip.h5')", options =>
            Hdf5Array.Open<float>(Path.Combine(folder, "dense_gzip.h5"), "X").ToArray(options)),
        new(SweepCell.File, "read zarr", "read_zarr('dense_blosc.zarr')", options =>
            ZarrArray.Open<float>(Path.Combine(folder, "dense_blosc.zarr")).ToArray(options)),
    ];
}
