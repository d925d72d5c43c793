namespace DelayedArrays;

/// <summary>A compressed sparse matrix (CSR or CSC) in a group of an HDF5 file. The file must stay open while the seed is in use.</summary>
/// <typeparam name="T">The type of the values in the file.</typeparam>
public sealed class Hdf5CompressedSparseSeed<T> : CompressedSparseSeed<T> where T : unmanaged
{
    /// <summary>Opens the matrix of a group. It reads the offsets, but not the other parts.</summary>
    /// <param name="group">The group.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <exception cref="ArrayFormatException">
    /// There is no matrix, its layout or shape is unknown, or its parts contradict each other.
    /// </exception>
    /// <exception cref="InvalidCastException">The values have another type.</exception>
    public Hdf5CompressedSparseSeed(Hdf5Group group, SparseLayout? layout = null, Shape? shape = null)
        : base(new Hdf5SparseGroup(group ?? throw new ArgumentNullException(nameof(group))).ReadParts(layout, shape))
    {
    }

    internal Hdf5CompressedSparseSeed(CompressedParts parts) : base(parts)
    {
    }
}
