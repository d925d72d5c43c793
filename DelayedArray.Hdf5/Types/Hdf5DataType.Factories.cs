using System.Collections.Immutable;

namespace DelayedArrays;

public sealed partial record Hdf5DataType
{
    /// <summary>The byte order of this machine.</summary>
    internal static Hdf5ByteOrder NativeOrder =>
        BitConverter.IsLittleEndian ? Hdf5ByteOrder.LittleEndian : Hdf5ByteOrder.BigEndian;

    /// <summary>The type h5py writes for bool: an enumeration FALSE = 0, TRUE = 1 of signed bytes.</summary>
    public static Hdf5DataType Boolean { get; } = Enumeration(Integer(1, signed: true), [new("FALSE", 0), new("TRUE", 1)]);

    /// <summary>UTF-8 strings of variable length. The dataset's filters do not apply to them.</summary>
    public static Hdf5DataType VariableString { get; } = new()
    {
        Class = Hdf5TypeClass.String,
        Size = 2 * sizeof(long),
        IsVariableLength = true,
        CharacterSet = Hdf5CharacterSet.Utf8,
    };

    /// <summary>An integer.</summary>
    /// <param name="size">Bytes: 1, 2, 4 or 8.</param>
    /// <param name="signed">Whether it has a sign.</param>
    /// <param name="order">Byte order; by default this machine's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not one of these.</exception>
    public static Hdf5DataType Integer(int size, bool signed, Hdf5ByteOrder? order = null) =>
        size is 1 or 2 or 4 or 8
            ? new()
            {
                Class = Hdf5TypeClass.Integer,
                Size = size,
                ByteOrder = Checked(order),
                IsSigned = signed,
                Precision = size * 8,
                IsStandard = true,
            }
            : throw new ArgumentOutOfRangeException(nameof(size), size, "Integers have 1, 2, 4 or 8 bytes.");

    /// <summary>An IEEE floating-point number.</summary>
    /// <param name="size">Bytes: 2, 4 or 8.</param>
    /// <param name="order">Byte order; by default this machine's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not one of these.</exception>
    public static Hdf5DataType Float(int size, Hdf5ByteOrder? order = null) =>
        size is 2 or 4 or 8
            ? new()
            {
                Class = Hdf5TypeClass.Float,
                Size = size,
                ByteOrder = Checked(order),
                IsSigned = true,
                Precision = size * 8,
                ExponentBits = size switch { 2 => 5, 4 => 8, _ => 11 },
                MantissaBits = size switch { 2 => 10, 4 => 23, _ => 52 },
                IsStandard = true,
            }
            : throw new ArgumentOutOfRangeException(nameof(size), size, "Floating-point numbers have 2, 4 or 8 bytes.");

    /// <summary>Strings of fixed length.</summary>
    /// <param name="size">Bytes of one string (not characters).</param>
    /// <param name="set">The encoding.</param>
    /// <param name="padding">The padding.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public static Hdf5DataType FixedString(
        int size, Hdf5CharacterSet set = Hdf5CharacterSet.Utf8, Hdf5StringPadding padding = Hdf5StringPadding.NullPadded)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new() { Class = Hdf5TypeClass.String, Size = size, CharacterSet = set, StringPadding = padding };
    }

    /// <summary>An enumeration: integers with names.</summary>
    /// <param name="integer">The type of the values.</param>
    /// <param name="members">Names and values.</param>
    /// <exception cref="ArgumentException">The base is not a standard integer.</exception>
    public static Hdf5DataType Enumeration(Hdf5DataType integer, params ImmutableArray<KeyValuePair<string, long>> members)
    {
        ArgumentNullException.ThrowIfNull(integer);
        if (integer is not { Class: Hdf5TypeClass.Integer, IsStandard: true })
            throw new ArgumentException("An enumeration needs a standard integer type.", nameof(integer));
        return integer with { Class = Hdf5TypeClass.Enum, Base = integer, Members = members };
    }

    /// <summary>Records of consecutive fields. To read only some fields of a stored compound, name just those.</summary>
    /// <param name="fields">Names and types.</param>
    /// <exception cref="ArgumentException">There is no field.</exception>
    public static Hdf5DataType Compound(params ReadOnlySpan<(string Name, Hdf5DataType Type)> fields)
    {
        if (fields.IsEmpty)
            throw new ArgumentException("A compound type needs at least one field.", nameof(fields));
        var placed = ImmutableArray.CreateBuilder<Hdf5Field>(fields.Length);
        var size = 0;
        foreach (var (name, type) in fields)
        {
            placed.Add(new(name, size, type));
            size = checked(size + type.Size);
        }
        return new() { Class = Hdf5TypeClass.Compound, Size = size, Fields = placed.MoveToImmutable() };
    }

    /// <summary>The type of a .NET number in memory. For <see cref="bool"/> it is <see cref="Boolean"/>.</summary>
    /// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double.</typeparam>
    /// <exception cref="UnsupportedElementTypeException">T is another type.</exception>
    public static Hdf5DataType Of<T>() where T : unmanaged => Of(ElementTypes.Of<T>());

    /// <summary>The type in which array elements are stored. For booleans it is <see cref="Boolean"/>.</summary>
    /// <param name="element">The element type.</param>
    /// <param name="order">Byte order; by default this machine's.</param>
    public static Hdf5DataType Of(ElementType element, Hdf5ByteOrder? order = null)
    {
        if (element == ElementType.Boolean)
            return Boolean;
        if (element.IsFloat())
            return Float(element.Size(), order);
        var signed = element is ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64;
        return Integer(element.Size(), signed, order);
    }

    /// <summary>64-bit dates or durations as h5py writes them: an opaque type whose tag is NumPy's name for the type.</summary>
    /// <param name="time">The kind of time.</param>
    /// <param name="order">Byte order; by default this machine's.</param>
    public static Hdf5DataType Of(TimeType time, Hdf5ByteOrder? order = null) => OfTime(time, Checked(order));

    /// <summary>The same type in another byte order. An enumeration changes along with its base type.</summary>
    /// <param name="order">Little or big endian.</param>
    public Hdf5DataType WithByteOrder(Hdf5ByteOrder order) =>
        Class == Hdf5TypeClass.Opaque && Time is { } time ? Of(time, order)
            : this with { ByteOrder = Checked(order), Base = Class == Hdf5TypeClass.Enum ? Base?.WithByteOrder(order) : Base };

    private static Hdf5ByteOrder Checked(Hdf5ByteOrder? order) => order switch
    {
        null => NativeOrder,
        Hdf5ByteOrder.LittleEndian or Hdf5ByteOrder.BigEndian => order.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "Only little and big endian can be written."),
    };
}
