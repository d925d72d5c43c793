using System.Numerics;
using System.Runtime.CompilerServices;

namespace DelayedArrays.Zarr;

/// <summary>
/// Casts numbers by their values, in the order of <c>cast_value</c>: mapped numbers first, then exact ones, then rounding and range rules.
/// </summary>
/// <param name="rules">The rules for numbers that have no exact result.</param>
/// <param name="map">Numbers with a prescribed result. The first of equal ones counts.</param>
internal sealed class ScalarCast<TFrom, TTo>(CastRules rules, (TFrom From, TTo To)[] map)
    where TFrom : unmanaged, INumber<TFrom>, IMinMaxValue<TFrom>
    where TTo : unmanaged, INumber<TTo>, IMinMaxValue<TTo>
{
    private static readonly bool IsFromFloat = ElementTypes.Of<TFrom>().IsFloat();
    private static readonly bool IsToFloat = ElementTypes.Of<TTo>().IsFloat();

    // The number of significant bits of a float, and the exponent of the last bit of the smallest one.
    private static readonly (int Bits, int MinExponent) Float =
        typeof(TTo) == typeof(Half) ? (11, -24) : typeof(TTo) == typeof(float) ? (24, -149) : (53, -1074);

    private readonly bool _isExact = map.Length == 0 && IsAlwaysExact();

    /// <summary>Casts numbers up to the first that the rules do not allow.</summary>
    /// <returns>The number of casts.</returns>
    public int Convert(ReadOnlySpan<TFrom> from, Span<TTo> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            if (_isExact)
                to[i] = TTo.CreateTruncating(from[i]);
            else if (!TryMap(from[i], out to[i]) && !TryCast(from[i], out to[i]))
                return i;
        }
        return from.Length;
    }

    /// <summary>Describes why a number cannot be cast.</summary>
    public static string Problem(TFrom value) =>
        FormattableString.Invariant($"{value} is out of the range of {ElementTypes.Of<TTo>().Name()}, and no rule for such numbers is given");

    /// <summary>Whether the other type can hold all numbers of this type.</summary>
    private static bool IsAlwaysExact()
    {
        if (IsFromFloat)
            return IsToFloat && Unsafe.SizeOf<TFrom>() <= Unsafe.SizeOf<TTo>();
        if (!IsToFloat)
            return Whole(TFrom.MinValue) >= Int128.CreateTruncating(TTo.MinValue) && Whole(TFrom.MaxValue) <= Int128.CreateTruncating(TTo.MaxValue);
        return UInt128.CreateTruncating(TFrom.MaxValue) < UInt128.One << Float.Bits;
    }

    private static Int128 Whole(TFrom value) => Int128.CreateTruncating(value);

    private bool TryMap(TFrom value, out TTo mapped)
    {
        foreach ((var key, var target) in map)
        {
            if (key == value || (TFrom.IsNaN(key) && TFrom.IsNaN(value)))
            {
                mapped = target;
                return true;
            }
        }
        mapped = default;
        return false;
    }

    private bool TryCast(TFrom value, out TTo cast)
    {
        if (IsToFloat)
            return IsFromFloat ? TryNarrow(double.CreateTruncating(value), out cast) : TryFloat(Whole(value), out cast);
        if (!IsFromFloat)
            return TryInteger(Whole(value), out cast);
        cast = default;
        var number = double.CreateTruncating(value);
        return double.IsFinite(number) && TryInteger(Integer(rules.Round(number)), out cast);
    }

    /// <summary>
    /// Converts a whole number. Beyond 1e38, the result is another multiple of 2^64 that wraps and clamps in the same way.
    /// </summary>
    private static Int128 Integer(double whole) => Math.Abs(whole) < 1e38 ? (Int128)whole : whole > 0 ? Int128.One << 126 : -(Int128.One << 126);

    private bool TryInteger(Int128 whole, out TTo cast)
    {
        var isWithin = whole >= Int128.CreateTruncating(TTo.MinValue) && whole <= Int128.CreateTruncating(TTo.MaxValue);
        cast = isWithin || rules.OutOfRange == OutOfRange.Wrap ? TTo.CreateTruncating(whole) : TTo.CreateSaturating(whole);
        return isWithin || rules.OutOfRange != OutOfRange.Error;
    }

    private bool TryFloat(Int128 whole, out TTo cast) => TryFinite((double)rules.Round(whole, Float.Bits), out cast);

    private bool TryNarrow(double value, out TTo cast)
    {
        if (!double.IsFinite(value) || value == 0)
        {
            cast = TTo.CreateTruncating(value);
            return true;
        }
        var last = Math.Max(Math.ILogB(value) - Float.Bits + 1, Float.MinExponent);
        return TryFinite(Math.ScaleB(rules.Round(Math.ScaleB(value, -last)), last), out cast);
    }

    /// <summary>Takes a rounded number, which may exceed the largest finite one.</summary>
    private bool TryFinite(double rounded, out TTo cast)
    {
        var isWithin = Math.Abs(rounded) <= double.CreateTruncating(TTo.MaxValue);
        cast = isWithin ? TTo.CreateTruncating(rounded) : TTo.CreateTruncating(double.CopySign(double.PositiveInfinity, rounded));
        return isWithin || rules.OutOfRange == OutOfRange.Clamp;
    }
}
