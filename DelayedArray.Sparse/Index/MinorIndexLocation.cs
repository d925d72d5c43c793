namespace DelayedArrays;

/// <summary>The location of a stored matrix's index.</summary>
public enum MinorIndexLocation
{
    /// <summary>Beside the file, so that both can be moved together.</summary>
    Beside,

    /// <summary>In the user's cache folder, for files in folders that are not writable.</summary>
    Cache,
}
