namespace DelayedArrays;

/// <summary>A compressed sparse matrix (CSR or CSC) in a group of an HDF5 file. The file must stay open as long as the seed is in use.</summary>
/// <typeparam name="T">The type of the values in the file.</typeparam>
public sealed class Hdf5CompressedSparseSeed<T> : CompressedSparseSeed<T> where T : unmanaged
{
    /// <summary>Opens the matrix of a group. Of its parts only the offsets are read.</summary>
    /// <param name="group">The group.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it or says it wrong.</param>
    /// <param name="shape">Rows and columns, where the group does not say it or says it wrong.</param>
    /// <exception cref="ArrayFormatException">There is no matrix, the group does not say enough of it, or its parts contradict each other.</exception>
    /// <exception cref="InvalidCastException">The values have another type.</exception>
    public Hdf5CompressedSparseSeed(Hdf5Group group, SparseLayout? layout = null, Shape? shape = null)
        : base(new Hdf5SparseGroup(group ?? throw new ArgumentNullException(nameof(group))).ReadParts(layout, shape))
    {
    }

    internal Hdf5CompressedSparseSeed(CompressedParts parts) : base(parts)
    {
    }
}
