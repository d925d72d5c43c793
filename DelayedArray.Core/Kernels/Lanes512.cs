using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Sixteen lanes of float32, or eight of float64.</summary>
internal readonly struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _value = value;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Of(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref readonly T first, int index) => new(Vector512.LoadUnsafe(in first, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T first, int index) => _value.StoreUnsafe(ref first, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> x, Lanes512<T> y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> x, Lanes512<T> y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> x, Lanes512<T> y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> x, Lanes512<T> y) => new(x._value / y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> x, Lanes512<T> y, Lanes512<T> z) => new(typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>()
        : Vector512.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Round(Lanes512<T> x) => new(typeof(T) == typeof(double)
        ? Vector512.Round(x._value.AsDouble()).As<double, T>()
        : Vector512.Round(x._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Clamp(Lanes512<T> x, T low, T high) =>
        new(Vector512.Min(Vector512.Max(x._value, Vector512.Create(low)), Vector512.Create(high)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> x) => new(Vector512.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> CopySign(Lanes512<T> x, Lanes512<T> sign) => new(Vector512.CopySign(x._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> PowerOfTwo(Lanes512<T> n) => new(typeof(T) == typeof(double)
        ? ((n._value.AsDouble() + Vector512.Create(FloatBits.BiasedShifter64)).AsInt64() << FloatBits.MantissaLength64).As<long, T>()
        : ((n._value.AsSingle() + Vector512.Create(FloatBits.BiasedShifter32)).AsInt32() << FloatBits.MantissaLength32).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Split(Lanes512<T> x, out Lanes512<T> exponent, out Lanes512<T> inverse)
    {
        if (typeof(T) == typeof(float))
        {
            var bits = x._value.AsInt32();
            var power = Vector512.ShiftRightArithmetic(bits - Vector512.Create(FloatBits.RootOfHalf32), FloatBits.MantissaLength32);
            var shift = Vector512.ShiftLeft(power, FloatBits.MantissaLength32);
            exponent = new(Vector512.ConvertToSingle(power).As<float, T>());
            inverse = new(Vector512.Max(Vector512.Create(FloatBits.One32) - shift, Vector512<int>.Zero).As<int, T>());
            return new((bits - shift).As<int, T>());
        }
        // As for 256 bits, the bias makes the number positive, so that a logical shift serves.
        var biased = Vector512.ShiftRightLogical(
            x._value.AsInt64() - Vector512.Create(FloatBits.RootOfHalf64) + Vector512.Create(1L << 62), FloatBits.MantissaLength64);
        var whole = biased - Vector512.Create(1L << (62 - FloatBits.MantissaLength64));
        var shifter = Vector512.Create(FloatBits.Shifter64);
        exponent = new(((whole + shifter.AsInt64()).AsDouble() - shifter).As<double, T>());
        var moved = whole << FloatBits.MantissaLength64;
        inverse = new(Vector512.Max(Vector512.Create(FloatBits.One64) - moved, Vector512<long>.Zero).As<long, T>());
        return new((x._value.AsInt64() - moved).As<long, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(Lanes512<T> x, T limit) => Vector512.GreaterThanOrEqualAny(x._value, Vector512.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyIsOdd(Lanes512<T> x) => typeof(T) == typeof(double)
        ? Vector512.GreaterThanOrEqualAny(
            (x._value.AsInt64() - Vector512.Create(FloatBits.MinNormal64)).AsUInt64(), Vector512.Create(FloatBits.NormalSpan64))
        : Vector512.GreaterThanOrEqualAny(
            (x._value.AsInt32() - Vector512.Create(FloatBits.MinNormal32)).AsUInt32(), Vector512.Create(FloatBits.NormalSpan32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> WhereLess(Lanes512<T> x, Lanes512<T> y, Lanes512<T> ifLess, Lanes512<T> otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(x._value, y._value), ifLess._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> WhereEqual(Lanes512<T> x, Lanes512<T> y, Lanes512<T> ifEqual, Lanes512<T> otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(x._value, y._value), ifEqual._value, otherwise._value));
}
