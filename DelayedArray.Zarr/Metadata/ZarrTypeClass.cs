namespace DelayedArrays;

/// <summary>What the elements of a Zarr array are.</summary>
public enum ZarrTypeClass
{
    /// <summary>Booleans, integers, floats, and dates and durations, which are 64-bit integers.</summary>
    Number,

    /// <summary>Byte strings of a fixed length, padded with zeros.</summary>
    FixedBytes,

    /// <summary>Texts of a fixed length in UTF-32, padded with zeros.</summary>
    FixedText,

    /// <summary>Texts of any length.</summary>
    Text,

    /// <summary>Byte strings of any length.</summary>
    Bytes,

    /// <summary>Python objects, of which the first codec says how they are stored.</summary>
    Objects,

    /// <summary>Records of named fields.</summary>
    Record,

    /// <summary>A type that cannot be read here, such as complex numbers.</summary>
    Other,
}
