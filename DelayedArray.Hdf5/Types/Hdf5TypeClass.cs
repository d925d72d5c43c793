namespace DelayedArrays;

/// <summary>The classes of HDF5 datatypes.</summary>
public enum Hdf5TypeClass
{
    /// <summary>Integers of any size and byte order.</summary>
    Integer = 0,

    /// <summary>Floating-point numbers of any layout.</summary>
    Float = 1,

    /// <summary>Times. The HDF5 library stores but does not convert them.</summary>
    Time = 2,

    /// <summary>Strings of fixed or variable length.</summary>
    String = 3,

    /// <summary>Bit fields. They are read as unsigned integers.</summary>
    BitField = 4,

    /// <summary>Bytes with a tag, without meaning to HDF5.</summary>
    Opaque = 5,

    /// <summary>Records of named fields.</summary>
    Compound = 6,

    /// <summary>References to objects or regions.</summary>
    Reference = 7,

    /// <summary>Enumerations: integers with names.</summary>
    Enum = 8,

    /// <summary>Sequences of variable length (variable-length strings are <see cref="String"/>).</summary>
    VariableLength = 9,

    /// <summary>Small arrays of fixed shape, each of which is one element.</summary>
    Array = 10,
}
