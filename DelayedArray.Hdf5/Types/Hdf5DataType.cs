using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// Describes an HDF5 datatype, of a file or of memory. A value: it holds nothing open. Numbers of standard layout, enumerations,
/// fixed and variable strings, and compounds and arrays of these can also be made here, to create datasets or to read into.
/// </summary>
public sealed partial record Hdf5DataType
{
    internal Hdf5DataType()
    {
    }

    /// <summary>What kind of type it is.</summary>
    public Hdf5TypeClass Class { get; internal init; }

    /// <summary>Bytes of one element (of the reference to it, if it is of variable length).</summary>
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
    /// Whether the stored bytes are, up to their order, those of an integer of 1, 2, 4 or 8 bytes or of an IEEE number of 2, 4 or 8
    /// bytes; for enumerations, whether their base is.
    /// </summary>
    public bool IsStandard { get; internal init; }

    /// <summary>Whether the elements are strings or sequences stored apart, each with its own length.</summary>
    public bool IsVariableLength { get; internal init; }

    /// <summary>Encoding of strings.</summary>
    public Hdf5CharacterSet CharacterSet { get; internal init; }

    /// <summary>Padding of fixed-length strings.</summary>
    public Hdf5StringPadding StringPadding { get; internal init; }

    /// <summary>The type below an enumeration, an array or a sequence; else null.</summary>
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
    /// The dates or durations that the elements are: of an opaque type that NumPy's type of them tags, as h5py writes it, or of HDF5's
    /// own times, which are seconds. Null for all else.
    /// </summary>
    public TimeType? Time { get; internal init; }

    /// <summary>Whether this is the enumeration FALSE = 0, TRUE = 1 over one byte that h5py writes for bool.</summary>
    public bool IsBoolean => Class == Hdf5TypeClass.Enum && Size == 1 && Members is [var first, var second]
        && ((Means(first, "FALSE", 0) && Means(second, "TRUE", 1)) || (Means(first, "TRUE", 1) && Means(second, "FALSE", 0)));

    /// <summary>Whether elements are numbers, enumerations, bit fields, dates or durations: what can be read into a numeric type.</summary>
    public bool IsNumeric => Time is not null || Class is Hdf5TypeClass.Integer or Hdf5TypeClass.Float or Hdf5TypeClass.Enum or Hdf5TypeClass.BitField;

    /// <summary>Whether reading needs the library's conversion, since the stored layout is none that .NET has in either byte order.</summary>
    public bool NeedsConversion => !IsNumeric || !IsStandard;

    /// <summary>Whether a value of this type, or a part of it, is stored apart with its own length.</summary>
    internal bool HasVariableParts =>
        IsVariableLength || Base is { HasVariableParts: true } || Fields.Any(static part => part.Type.HasVariableParts);

    /// <summary>The type as NumPy writes it where it can (<c>&lt;f4</c>, <c>|S10</c>), else in words.</summary>
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
