using System.Globalization;
using System.Numerics;

namespace DelayedArrays;

/// <summary>Properties of element types, and dispatch to code that is generic in the element type.</summary>
public static class ElementTypes
{
    // The C# types in the order of the enumeration.
    private static readonly Type[] Types =
    [
        typeof(bool), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(Half), typeof(float), typeof(double),
    ];

    /// <summary>The element type of <typeparamref name="T"/>.</summary>
    /// <exception cref="UnsupportedElementTypeException">T is not one of the twelve types.</exception>
    public static ElementType Of<T>() where T : unmanaged => Cache<T>.Value
        ?? throw new UnsupportedElementTypeException($"{typeof(T)} is not an element type of arrays");

    /// <summary>The size of an element in bytes.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Boolean or ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Int16 or ElementType.UInt16 or ElementType.Float16 => 2,
        ElementType.Int32 or ElementType.UInt32 or ElementType.Float32 => 4,
        _ => 8,
    };

    /// <summary>NumPy's name for the type, such as <c>float32</c>.</summary>
    public static string Name(this ElementType type) => type == ElementType.Boolean ? "bool" : type.ToString().ToLowerInvariant();

    /// <summary>Finds a type by NumPy's name for it.</summary>
    /// <exception cref="UnsupportedElementTypeException">There is no such type. The message lists all types.</exception>
    public static ElementType Parse(string name)
    {
        foreach (var type in Enum.GetValues<ElementType>())
        {
            if (string.Equals(type.Name(), name, StringComparison.OrdinalIgnoreCase))
                return type;
        }
        var names = string.Join(", ", Enum.GetValues<ElementType>().Select(type => type.Name()));
        throw new UnsupportedElementTypeException($"there is no element type '{name}'; expected one of {names}");
    }

    /// <summary>Whether the type is a floating-point type.</summary>
    public static bool IsFloat(this ElementType type) => type >= ElementType.Float16;

    /// <summary>Calls the visitor with the C# type of <paramref name="type"/>.</summary>
    public static TResult Dispatch<TResult>(this ElementType type, IElementVisitor<TResult> visitor) =>
        type == ElementType.Boolean ? visitor.Visit<bool>() : type.DispatchNumeric(new Widened<TResult>(visitor));

    /// <summary>Calls the visitor with the C# type of <paramref name="type"/>.</summary>
    /// <exception cref="UnsupportedElementTypeException">The type is boolean.</exception>
    public static TResult DispatchNumeric<TResult>(this ElementType type, INumericVisitor<TResult> visitor) => type switch
    {
        ElementType.Boolean => throw new UnsupportedElementTypeException($"the element type {type.Name()} is not numeric"),
        ElementType.Float16 => visitor.Visit<Half>(),
        ElementType.Float32 => visitor.Visit<float>(),
        ElementType.Float64 => visitor.Visit<double>(),
        _ => type.DispatchInteger(new WidenedInteger<TResult>(visitor)),
    };

    /// <summary>Calls the visitor with the C# type of <paramref name="type"/>.</summary>
    /// <exception cref="UnsupportedElementTypeException">The type is boolean or a floating-point type.</exception>
    public static TResult DispatchInteger<TResult>(this ElementType type, IIntegerVisitor<TResult> visitor) => type switch
    {
        ElementType.Int8 => visitor.Visit<sbyte>(),
        ElementType.UInt8 => visitor.Visit<byte>(),
        ElementType.Int16 => visitor.Visit<short>(),
        ElementType.UInt16 => visitor.Visit<ushort>(),
        ElementType.Int32 => visitor.Visit<int>(),
        ElementType.UInt32 => visitor.Visit<uint>(),
        ElementType.Int64 => visitor.Visit<long>(),
        ElementType.UInt64 => visitor.Visit<ulong>(),
        _ => throw new UnsupportedElementTypeException($"the element type {type.Name()} is not an integer type"),
    };

    /// <summary>The text of an element. Parsing it gives the same value.</summary>
    /// <param name="value">The element.</param>
    /// <param name="time">The dates or durations that integers of 64 bits stand for, if they do.</param>
    public static string Format<T>(T value, TimeType? time = null) where T : unmanaged => value switch
    {
        long ticks when time is { } type => type.Format(ticks),
        bool boolean => boolean ? "True" : "False",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private sealed class Widened<TResult>(IElementVisitor<TResult> visitor) : INumericVisitor<TResult>
    {
        public TResult Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => visitor.Visit<T>();
    }

    private sealed class WidenedInteger<TResult>(INumericVisitor<TResult> visitor) : IIntegerVisitor<TResult>
    {
        public TResult Visit<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => visitor.Visit<T>();
    }

    private static class Cache<T> where T : unmanaged
    {
        public static readonly ElementType? Value = Array.IndexOf(Types, typeof(T)) is >= 0 and var number ? (ElementType)number : null;
    }
}
