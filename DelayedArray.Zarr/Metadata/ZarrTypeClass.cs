namespace DelayedArrays;

/// <summary>The classes of Zarr data types.</summary>
public enum ZarrTypeClass
{
    /// <summary>Booleans, integers and floats, and dates and durations, which are 64-bit integers.</summary>
    Number,

    /// <summary>Byte strings of fixed length, padded with zeros.</summary>
    FixedBytes,

    /// <summary>Text of fixed length in UTF-32, padded with zeros.</summary>
    FixedText,

    /// <summary>Text of variable length.</summary>
    Text,

    /// <summary>Byte strings of variable length.</summary>
    Bytes,

    /// <summary>Python objects. The first codec tells how they are stored.</summary>
    Objects,

    /// <summary>Records of named fields.</summary>
    Record,

    /// <summary>A type that cannot be read here, such as complex numbers.</summary>
    Other,
}
