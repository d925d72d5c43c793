namespace DelayedArrays;

/// <summary>
/// A compressed sparse matrix (CSR or CSC) in a group of a Zarr store. The store must stay open while the seed is in use.
/// </summary>
/// <typeparam name="T">The type of the values in the store.</typeparam>
public sealed class ZarrCompressedSparseSeed<T> : CompressedSparseSeed<T> where T : unmanaged
{
    /// <summary>Opens the matrix of a group. It reads the offsets, but not the other parts.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group; empty for the root.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <exception cref="ArrayFormatException">
    /// There is no matrix, its layout or shape is unknown, or its parts contradict each other.
    /// </exception>
    /// <exception cref="InvalidCastException">The values have another type.</exception>
    public ZarrCompressedSparseSeed(ZarrStore store, string path = "", SparseLayout? layout = null, Shape? shape = null)
        : base(ZarrSparseMatrix.Of(store, path).ReadParts(layout, shape))
    {
    }

    internal ZarrCompressedSparseSeed(CompressedParts parts) : base(parts)
    {
    }
}
