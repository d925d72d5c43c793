namespace DelayedArrays;

/// <summary>How a link names its target.</summary>
public enum Hdf5LinkKind
{
    /// <summary>By its place in the file.</summary>
    Hard,

    /// <summary>By its path.</summary>
    Soft,

    /// <summary>By file and path.</summary>
    External,

    /// <summary>In a way of its own that some program defined.</summary>
    UserDefined,
}
