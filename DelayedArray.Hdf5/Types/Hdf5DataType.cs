using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// Describes an HDF5 datatype, in a file or in memory. It is a value and holds nothing open. Numbers of standard layout, enumerations,
/// fixed and variable strings, and compounds and arrays of these can also be made here, to create datasets or to read into.
/// </summary>
public sealed partial record Hdf5DataType
{
    internal Hdf5DataType()
    {
    }

    /// <summary>The class of the type.</summary>
    public Hdf5TypeClass Class { get; internal init; }

    /// <summary>Bytes of one element. For variable length, those of the reference to it.</summary>
    public int Size { get; internal init; }

    /// <summary>Byte order of numbers and enumerations.</summary>
    public Hdf5ByteOrder ByteOrder { get; internal init; } = Hdf5ByteOrder.None;

    /// <summary>Whether the number has a sign.</summary>
    public bool IsSigned { get; internal init; }

    /// <summary>Significant bits of a number; 0 for other classes.</summary>
    public int Precision { get; internal init; }

    /// <summary>Bits of the exponent of a floating-point number.</summary>
    public int ExponentBits { get; internal init; }

    /// <summary>Stored bits of the mantissa of a floating-point number.</summary>
    public int MantissaBits { get; internal init; }

    /// <summary>
    /// Whether the stored bytes, apart from their order, are those of an integer of 1, 2, 4 or 8 bytes or of an IEEE number of 2, 4 or 8
    /// bytes. An enumeration is standard if its base type is.
    /// </summary>
    public bool IsStandard { get; internal init; }

    /// <summary>Whether the elements are strings or sequences of varying length, which the file stores elsewhere.</summary>
    public bool IsVariableLength { get; internal init; }

    /// <summary>Encoding of strings.</summary>
    public Hdf5CharacterSet CharacterSet { get; internal init; }

    /// <summary>Padding of fixed-length strings.</summary>
    public Hdf5StringPadding StringPadding { get; internal init; }

    /// <summary>The base type of an enumeration, an array or a sequence; null for other classes.</summary>
    public Hdf5DataType? Base { get; internal init; }

    /// <summary>Names and values of an enumeration, in the order stored.</summary>
    public ImmutableArray<KeyValuePair<string, long>> Members { get; internal init; } = [];

    /// <summary>Fields of a compound type, in the order stored.</summary>
    public ImmutableArray<Hdf5Field> Fields { get; internal init; } = [];

    /// <summary>Shape of an array type.</summary>
    public ImmutableArray<long> ArrayShape { get; internal init; } = [];

    /// <summary>The tag of an opaque type.</summary>
    public string Tag { get; internal init; } = "";

    /// <summary>
    /// The kind of dates or durations that the elements are. An opaque type has it if its tag is NumPy's name for such a type, as h5py
    /// writes it; HDF5's own times are in seconds. Null for all other types.
    /// </summary>
    public TimeType? Time { get; internal init; }

    /// <summary>Whether this is the type h5py writes for bool: an enumeration FALSE = 0, TRUE = 1 of one byte.</summary>
    public bool IsBoolean => Class == Hdf5TypeClass.Enum && Size == 1 && Members is [var first, var second]
        && ((Means(first, "FALSE", 0) && Means(second, "TRUE", 1)) || (Means(first, "TRUE", 1) && Means(second, "FALSE", 0)));

    /// <summary>Whether the elements can be read into a numeric type: numbers, enumerations, bit fields, dates or durations.</summary>
    public bool IsNumeric => Time is not null || Class is Hdf5TypeClass.Integer or Hdf5TypeClass.Float or Hdf5TypeClass.Enum or Hdf5TypeClass.BitField;

    /// <summary>
    /// Whether reading needs the library's conversion because .NET has no type of the stored layout, in either byte order.
    /// </summary>
    public bool NeedsConversion => !IsNumeric || !IsStandard;

    /// <summary>Whether the type or a part of it has variable length.</summary>
    internal bool HasVariableParts =>
        IsVariableLength || Base is { HasVariableParts: true } || Fields.Any(static part => part.Type.HasVariableParts);

    /// <summary>The type in NumPy's notation if it has one (<c>&lt;f4</c>, <c>|S10</c>), otherwise in words.</summary>
    public override string ToString() => Class switch
    {
        _ when Time is { } time => time.ToString(),
        Hdf5TypeClass.Integer when IsStandard => $"{OrderSign}{(IsSigned ? 'i' : 'u')}{Size}",
        Hdf5TypeClass.Float when IsStandard => $"{OrderSign}f{Size}",
        Hdf5TypeClass.Integer => $"{Precision}-bit integer in {Size} bytes",
        Hdf5TypeClass.Float => $"{Precision}-bit float in {Size} bytes",
        Hdf5TypeClass.BitField => $"bit field of {Size} bytes",
        Hdf5TypeClass.String when IsVariableLength => "string",
        Hdf5TypeClass.String => $"|S{Size}",
        Hdf5TypeClass.Enum => IsBoolean ? "|b1" : $"enum of {Base}",
        Hdf5TypeClass.Compound => $"{{{string.Join(", ", Fields.Select(static part => $"{part.Name}: {part.Type}"))}}}",
        Hdf5TypeClass.Array => $"({string.Join(", ", ArrayShape)}){Base}",
        Hdf5TypeClass.VariableLength => $"sequence of {Base}",
        Hdf5TypeClass.Opaque => $"|V{Size}",
        Hdf5TypeClass.Reference => "reference",
        _ => "time",
    };

    private char OrderSign => Size == 1 ? '|' : ByteOrder == Hdf5ByteOrder.BigEndian ? '>' : '<';

    private static bool Means(KeyValuePair<string, long> member, string name, long value) =>
        member.Value == value && member.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
