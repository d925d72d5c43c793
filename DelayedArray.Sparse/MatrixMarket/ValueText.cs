using System.Globalization;
using System.Numerics;

namespace DelayedArrays;

/// <summary>Converts values of one element type to text and back.</summary>
internal interface IValueText<T> where T : unmanaged
{
    /// <summary>The value of pattern entries, which have none in the file.</summary>
    static abstract T One { get; }

    /// <summary>The field of Matrix Market that holds such values.</summary>
    static abstract MatrixMarketField Field { get; }

    /// <summary>Parses a word. Integers must be exact, and floating-point numbers may be rounded.</summary>
    static abstract bool TryParse(ReadOnlySpan<byte> word, out T value);

    static abstract bool TryNegate(T value, out T negative);

    /// <summary>Writes the shortest text that parses to the same value. Returns its length.</summary>
    static abstract int Format(T value, Span<byte> destination);
}

/// <summary>Booleans, written as 0 and 1 in files with values.</summary>
internal readonly struct BooleanText : IValueText<bool>
{
    public static bool One => true;

    public static MatrixMarketField Field => MatrixMarketField.Pattern;

    public static bool TryParse(ReadOnlySpan<byte> word, out bool value)
    {
        var isNumber = NumberText<byte>.TryParse(word, out var number);
        value = number == 1;
        return isNumber && number <= 1;
    }

    public static bool TryNegate(bool value, out bool negative)
    {
        negative = false;
        return !value;
    }

    public static int Format(bool value, Span<byte> destination) => 0;
}

/// <summary>Numbers.</summary>
internal readonly struct NumberText<T> : IValueText<T> where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    /// <summary>The number of digits that any decimal can hold.</summary>
    private const int ExactDigits = 28;

    private static readonly bool IsFloat = ElementTypes.Of<T>().IsFloat();

    public static T One => T.One;

    public static MatrixMarketField Field => IsFloat ? MatrixMarketField.Real : MatrixMarketField.Integer;

    public static bool TryParse(ReadOnlySpan<byte> word, out T value)
    {
        var style = IsFloat ? NumberStyles.Float : NumberStyles.AllowLeadingSign;
        if (T.TryParse(word, style, CultureInfo.InvariantCulture, out value) && !(IsFloat && T.IsInfinity(value)))
            return true;
        return IsFloat ? TryParseSpecial(word, out value) : TryParseReal(word, out value);
    }

    public static bool TryNegate(T value, out T negative)
    {
        var fits = IsFloat || value == T.Zero || (T.IsNegative(T.MinValue) && value != T.MinValue);
        negative = fits ? -value : default;
        return fits;
    }

    public static int Format(T value, Span<byte> destination)
    {
        var special = T.IsNaN(value) ? "nan"u8 : !T.IsInfinity(value) ? default : T.IsNegative(value) ? "-inf"u8 : "inf"u8;
        if (!special.IsEmpty)
        {
            special.CopyTo(destination);
            return special.Length;
        }
        return value.TryFormat(destination, out var length, IsFloat ? "R" : default, CultureInfo.InvariantCulture) ? length
            : throw new InvalidOperationException("the room for a number is too small");
    }

    /// <summary>Parses NaN and infinities as written by C and Python. Rejects finite numbers that became infinite.</summary>
    private static bool TryParseSpecial(ReadOnlySpan<byte> word, out T value)
    {
        var isNegative = word is [(byte)'-', ..];
        var name = word is [(byte)'-' or (byte)'+', ..] ? word[1..] : word;
        var number = Is(name, "inf"u8) || Is(name, "infinity"u8) ? double.PositiveInfinity : double.NaN;
        value = T.CreateTruncating(isNegative ? -number : number);
        return double.IsInfinity(number) || Is(name, "nan"u8);
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> name) => System.Text.Ascii.EqualsIgnoreCase(word, name);

    /// <summary>Parses an integer that is written as a real number, such as 3.0 or 1e3.</summary>
    private static bool TryParseReal(ReadOnlySpan<byte> word, out T value)
    {
        value = default;
        // More digits, or an exponent so low that all digits vanish, would be rounded.
        if (word.Length > ExactDigits || !decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return false;
        if (!decimal.IsInteger(number) || (number == 0 && HasDigits(word)))
            return false;
        value = T.CreateSaturating(number);
        return decimal.CreateChecked(value) == number;
    }

    /// <summary>Whether any digit before the exponent is not 0.</summary>
    private static bool HasDigits(ReadOnlySpan<byte> word)
    {
        var exponent = word.IndexOfAny((byte)'e', (byte)'E');
        return (exponent < 0 ? word : word[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
    }
}
