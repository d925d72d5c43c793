namespace DelayedArrays;

/// <summary>Which releases of the HDF5 library can read a new file.</summary>
public enum Hdf5Compatibility
{
    /// <summary>The oldest releases that the content allows.</summary>
    Earliest,

    /// <summary>1.10 and newer: faster indexes of chunks and groups, and attributes larger than 64 KiB.</summary>
    V110,
}
