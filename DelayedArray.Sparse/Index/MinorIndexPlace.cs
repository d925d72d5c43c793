namespace DelayedArrays;

/// <summary>Where the index of a stored matrix is kept.</summary>
public enum MinorIndexPlace
{
    /// <summary>Beside the file, with which it may be moved.</summary>
    Beside,

    /// <summary>In the user's cache folder, for files in folders that are not to be written.</summary>
    Cache,
}
