using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// A vector of float64 of some width, so that a function is written once for all widths. Every operation rounds each lane on its
/// own as IEEE 754 says; therefore every width gives the same bits.
/// </summary>
internal interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf Of(double value);

    static abstract TSelf Load(ref readonly double first, int index);

    void Store(ref double first, int index);

    static abstract TSelf operator +(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x, TSelf y);

    static abstract TSelf operator *(TSelf x, TSelf y);

    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>x * y + z, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>The nearest whole number, halves to even.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>x within limits; NaN stays NaN.</summary>
    static abstract TSelf Clamp(TSelf x, double low, double high);

    static abstract TSelf Abs(TSelf x);

    static abstract TSelf CopySign(TSelf x, TSelf sign);

    /// <summary>2 to the power n, for whole n from -1022 to 1023.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>A positive normal number as mantissa * 2 to the power exponent, the mantissa from sqrt(1/2) to sqrt(2).</summary>
    static abstract TSelf Split(TSelf x, out TSelf exponent);

    /// <summary>Whether a lane is as large as that; NaN is not.</summary>
    static abstract bool AnyReaches(TSelf x, double limit);

    /// <summary>x &lt; y ? ifLess : otherwise.</summary>
    static abstract TSelf WhereLess(TSelf x, TSelf y, TSelf ifLess, TSelf otherwise);
}

/// <summary>The layout of float64, and numbers so large that their lowest bits are the ones.</summary>
internal static class DoubleBits
{
    public const int MantissaLength = 52;
    public const long RootOfHalf = 0x3FE6A09E667F3BCD;
    public const double Shifter = 6755399441055744;
    public const double BiasedShifter = Shifter + 1023;
}

/// <summary>Eight lanes.</summary>
internal readonly struct Lanes8(Vector512<double> value) : ILanes<Lanes8>
{
    private readonly Vector512<double> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Of(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(ref readonly double first, int index) => new(Vector512.LoadUnsafe(in first, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first, int index) => _value.StoreUnsafe(ref first, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 x, Lanes8 y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 x, Lanes8 y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 x, Lanes8 y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator /(Lanes8 x, Lanes8 y) => new(x._value / y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyAdd(Lanes8 x, Lanes8 y, Lanes8 z) => new(Vector512.FusedMultiplyAdd(x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Round(Lanes8 x) => new(Vector512.Round(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Clamp(Lanes8 x, double low, double high) =>
        new(Vector512.Min(Vector512.Max(x._value, Vector512.Create(low)), Vector512.Create(high)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Abs(Lanes8 x) => new(Vector512.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 CopySign(Lanes8 x, Lanes8 sign) => new(Vector512.CopySign(x._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 PowerOfTwo(Lanes8 n) => new(
        ((n._value + Vector512.Create(DoubleBits.BiasedShifter)).AsInt64() << DoubleBits.MantissaLength).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Split(Lanes8 x, out Lanes8 exponent)
    {
        // Signed, but shifted without the sign, for which AVX2 has no instruction.
        var biased = Vector512.ShiftRightLogical(
            x._value.AsInt64() - Vector512.Create(DoubleBits.RootOfHalf) + Vector512.Create(1L << 62), DoubleBits.MantissaLength);
        var whole = biased - Vector512.Create(1L << (62 - DoubleBits.MantissaLength));
        exponent = new((whole + Vector512.Create(DoubleBits.Shifter).AsInt64()).AsDouble() - Vector512.Create(DoubleBits.Shifter));
        return new((x._value.AsInt64() - (whole << DoubleBits.MantissaLength)).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(Lanes8 x, double limit) => Vector512.GreaterThanOrEqualAny(x._value, Vector512.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 WhereLess(Lanes8 x, Lanes8 y, Lanes8 ifLess, Lanes8 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(x._value, y._value), ifLess._value, otherwise._value));
}

/// <summary>Four lanes.</summary>
internal readonly struct Lanes4(Vector256<double> value) : ILanes<Lanes4>
{
    private readonly Vector256<double> _value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Of(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Load(ref readonly double first, int index) => new(Vector256.LoadUnsafe(in first, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first, int index) => _value.StoreUnsafe(ref first, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 x, Lanes4 y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 x, Lanes4 y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 x, Lanes4 y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator /(Lanes4 x, Lanes4 y) => new(x._value / y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 MultiplyAdd(Lanes4 x, Lanes4 y, Lanes4 z) => new(Vector256.FusedMultiplyAdd(x._value, y._value, z._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Round(Lanes4 x) => new(Vector256.Round(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Clamp(Lanes4 x, double low, double high) =>
        new(Vector256.Min(Vector256.Max(x._value, Vector256.Create(low)), Vector256.Create(high)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Abs(Lanes4 x) => new(Vector256.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 CopySign(Lanes4 x, Lanes4 sign) => new(Vector256.CopySign(x._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 PowerOfTwo(Lanes4 n) => new(
        ((n._value + Vector256.Create(DoubleBits.BiasedShifter)).AsInt64() << DoubleBits.MantissaLength).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Split(Lanes4 x, out Lanes4 exponent)
    {
        // Signed, but shifted without the sign, for which AVX2 has no instruction.
        var biased = Vector256.ShiftRightLogical(
            x._value.AsInt64() - Vector256.Create(DoubleBits.RootOfHalf) + Vector256.Create(1L << 62), DoubleBits.MantissaLength);
        var whole = biased - Vector256.Create(1L << (62 - DoubleBits.MantissaLength));
        exponent = new((whole + Vector256.Create(DoubleBits.Shifter).AsInt64()).AsDouble() - Vector256.Create(DoubleBits.Shifter));
        return new((x._value.AsInt64() - (whole << DoubleBits.MantissaLength)).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(Lanes4 x, double limit) => Vector256.GreaterThanOrEqualAny(x._value, Vector256.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 WhereLess(Lanes4 x, Lanes4 y, Lanes4 ifLess, Lanes4 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(x._value, y._value), ifLess._value, otherwise._value));
}
