namespace DelayedArrays;

/// <summary>The encoding that a string type declares.</summary>
public enum Hdf5CharacterSet
{
    /// <summary>US-ASCII.</summary>
    Ascii = 0,

    /// <summary>UTF-8.</summary>
    Utf8 = 1,
}
