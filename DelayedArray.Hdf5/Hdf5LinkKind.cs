namespace DelayedArrays;

/// <summary>How a link names its target.</summary>
public enum Hdf5LinkKind
{
    /// <summary>By its address in the file.</summary>
    Hard,

    /// <summary>By its path.</summary>
    Soft,

    /// <summary>By file and path.</summary>
    External,

    /// <summary>In a custom way that some program defined.</summary>
    UserDefined,
}
