namespace DelayedArrays;

/// <summary>The byte order of a stored number.</summary>
public enum Hdf5ByteOrder
{
    /// <summary>Least significant byte first.</summary>
    LittleEndian = 0,

    /// <summary>Most significant byte first.</summary>
    BigEndian = 1,

    /// <summary>The mixed order of VAX floating-point numbers.</summary>
    Vax = 2,

    /// <summary>The fields of a compound type have different byte orders.</summary>
    Mixed = 3,

    /// <summary>The type has no byte order.</summary>
    None = 4,
}
