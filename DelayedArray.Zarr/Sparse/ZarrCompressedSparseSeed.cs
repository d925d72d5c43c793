namespace DelayedArrays;

/// <summary>A compressed sparse matrix (CSR or CSC) in a group of a Zarr store. The store must stay open as long as the seed is in use.</summary>
/// <typeparam name="T">The type of the values in the store.</typeparam>
public sealed class ZarrCompressedSparseSeed<T> : CompressedSparseSeed<T> where T : unmanaged
{
    /// <summary>Opens the matrix of a group. Of its parts only the offsets are read.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group; empty for the root.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it or says it wrong.</param>
    /// <param name="shape">Rows and columns, where the group does not say it or says it wrong.</param>
    /// <exception cref="ArrayFormatException">There is no matrix, the group does not say enough of it, or its parts contradict each other.</exception>
    /// <exception cref="InvalidCastException">The values have another type.</exception>
    public ZarrCompressedSparseSeed(ZarrStore store, string path = "", SparseLayout? layout = null, Shape? shape = null)
        : base(ZarrSparseMatrix.Of(store, path).ReadParts(layout, shape))
    {
    }

    internal ZarrCompressedSparseSeed(CompressedParts parts) : base(parts)
    {
    }
}
