namespace DelayedArrays;

/// <summary>The encoding of a string, as its type states it.</summary>
public enum Hdf5CharacterSet
{
    /// <summary>US-ASCII.</summary>
    Ascii = 0,

    /// <summary>UTF-8.</summary>
    Utf8 = 1,
}
