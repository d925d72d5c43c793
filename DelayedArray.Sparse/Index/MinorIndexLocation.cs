namespace DelayedArrays;

/// <summary>The places where the index of a stored matrix can be kept.</summary>
public enum MinorIndexLocation
{
    /// <summary>Beside the file, so that both can be moved together.</summary>
    Beside,

    /// <summary>In the user's cache folder, for files in folders that are not writable.</summary>
    Cache,
}
