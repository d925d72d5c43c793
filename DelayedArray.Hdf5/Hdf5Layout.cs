namespace DelayedArrays;

/// <summary>How the elements of a dataset are laid out in the file.</summary>
public enum Hdf5Layout
{
    /// <summary>Inside the dataset's header (at most 64 KiB).</summary>
    Compact = 0,

    /// <summary>In one piece, in C order.</summary>
    Contiguous = 1,

    /// <summary>In boxes of equal shape, each filtered on its own.</summary>
    Chunked = 2,

    /// <summary>In other datasets.</summary>
    Virtual = 3,
}
