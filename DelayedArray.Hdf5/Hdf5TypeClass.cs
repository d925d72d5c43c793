namespace DelayedArrays;

/// <summary>The classes of HDF5 datatypes.</summary>
public enum Hdf5TypeClass
{
    /// <summary>Integers of any size and byte order.</summary>
    Integer = 0,

    /// <summary>Floating-point numbers of any layout.</summary>
    Float = 1,

    /// <summary>Times; the HDF5 library stores but does not convert them.</summary>
    Time = 2,

    /// <summary>Strings of fixed or variable length.</summary>
    String = 3,

    /// <summary>Bit fields; read as unsigned integers.</summary>
    BitField = 4,

    /// <summary>Bytes without meaning to HDF5, with a tag.</summary>
    Opaque = 5,

    /// <summary>Records of named fields.</summary>
    Compound = 6,

    /// <summary>References to objects or regions.</summary>
    Reference = 7,

    /// <summary>Integers with names.</summary>
    Enum = 8,

    /// <summary>Sequences of variable length (variable-length strings are <see cref="String"/>).</summary>
    VariableLength = 9,

    /// <summary>Small arrays of fixed shape as one element.</summary>
    Array = 10,
}

/// <summary>The order of the bytes of a number, as stored.</summary>
public enum Hdf5ByteOrder
{
    /// <summary>Least significant byte first.</summary>
    LittleEndian = 0,

    /// <summary>Most significant byte first.</summary>
    BigEndian = 1,

    /// <summary>The mixed order of VAX floating-point numbers.</summary>
    Vax = 2,

    /// <summary>A compound type whose fields differ.</summary>
    Mixed = 3,

    /// <summary>The type has no byte order.</summary>
    None = 4,
}

/// <summary>The encoding of a string, as its type states it.</summary>
public enum Hdf5CharacterSet
{
    /// <summary>US-ASCII.</summary>
    Ascii = 0,

    /// <summary>UTF-8.</summary>
    Utf8 = 1,
}

/// <summary>How fixed-length strings shorter than their type are filled up.</summary>
public enum Hdf5StringPadding
{
    /// <summary>Ends at the first zero byte.</summary>
    NullTerminated = 0,

    /// <summary>Zero bytes at the end do not count.</summary>
    NullPadded = 1,

    /// <summary>Spaces at the end do not count.</summary>
    SpacePadded = 2,
}

/// <summary>A field of a compound type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where it starts in the element, in bytes.</param>
/// <param name="Type">Its type.</param>
public sealed record Hdf5Field(string Name, int Offset, Hdf5DataType Type);
