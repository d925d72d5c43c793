using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Eight lanes of float32, or four of float64.</summary>
internal readonly struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _value = value;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Of(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(ref readonly T first, int index) => new(Vector256.LoadUnsafe(in first, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T first, int index) => _value.StoreUnsafe(ref first, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> x, Lanes256<T> y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> x, Lanes256<T> y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> x, Lanes256<T> y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> x, Lanes256<T> y) => new(x._value / y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> x, Lanes256<T> y, Lanes256<T> z) => new(typeof(T) == typeof(double)
        ? Vector256.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>()
        : Vector256.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Round(Lanes256<T> x) => new(typeof(T) == typeof(double)
        ? Vector256.Round(x._value.AsDouble()).As<double, T>()
        : Vector256.Round(x._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Clamp(Lanes256<T> x, T low, T high) =>
        new(Vector256.Min(Vector256.Max(x._value, Vector256.Create(low)), Vector256.Create(high)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Abs(Lanes256<T> x) => new(Vector256.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> CopySign(Lanes256<T> x, Lanes256<T> sign) => new(Vector256.CopySign(x._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> PowerOfTwo(Lanes256<T> n) => new(typeof(T) == typeof(double)
        ? ((n._value.AsDouble() + Vector256.Create(FloatBits.BiasedShifter64)).AsInt64() << FloatBits.MantissaLength64).As<long, T>()
        : ((n._value.AsSingle() + Vector256.Create(FloatBits.BiasedShifter32)).AsInt32() << FloatBits.MantissaLength32).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Split(Lanes256<T> x, out Lanes256<T> exponent, out Lanes256<T> inverse)
    {
        if (typeof(T) == typeof(float))
        {
            var bits = x._value.AsInt32();
            var power = Vector256.ShiftRightArithmetic(bits - Vector256.Create(FloatBits.RootOfHalf32), FloatBits.MantissaLength32);
            var shift = Vector256.ShiftLeft(power, FloatBits.MantissaLength32);
            exponent = new(Vector256.ConvertToSingle(power).As<float, T>());
            inverse = new(Vector256.Max(Vector256.Create(FloatBits.One32) - shift, Vector256<int>.Zero).As<int, T>());
            return new((bits - shift).As<int, T>());
        }
        // AVX2 has no arithmetic shift of 64 bits. The bias makes the number positive, so that a logical shift serves.
        var biased = Vector256.ShiftRightLogical(
            x._value.AsInt64() - Vector256.Create(FloatBits.RootOfHalf64) + Vector256.Create(1L << 62), FloatBits.MantissaLength64);
        var whole = biased - Vector256.Create(1L << (62 - FloatBits.MantissaLength64));
        var shifter = Vector256.Create(FloatBits.Shifter64);
        exponent = new(((whole + shifter.AsInt64()).AsDouble() - shifter).As<double, T>());
        var moved = whole << FloatBits.MantissaLength64;
        inverse = new(Vector256.Max(Vector256.Create(FloatBits.One64) - moved, Vector256<long>.Zero).As<long, T>());
        return new((x._value.AsInt64() - moved).As<long, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(Lanes256<T> x, T limit) => Vector256.GreaterThanOrEqualAny(x._value, Vector256.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyIsOdd(Lanes256<T> x) => typeof(T) == typeof(double)
        ? Vector256.GreaterThanOrEqualAny(
            (x._value.AsInt64() - Vector256.Create(FloatBits.MinNormal64)).AsUInt64(), Vector256.Create(FloatBits.NormalSpan64))
        : Vector256.GreaterThanOrEqualAny(
            (x._value.AsInt32() - Vector256.Create(FloatBits.MinNormal32)).AsUInt32(), Vector256.Create(FloatBits.NormalSpan32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> WhereLess(Lanes256<T> x, Lanes256<T> y, Lanes256<T> ifLess, Lanes256<T> otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(x._value, y._value), ifLess._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> WhereEqual(Lanes256<T> x, Lanes256<T> y, Lanes256<T> ifEqual, Lanes256<T> otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(x._value, y._value), ifEqual._value, otherwise._value));
}
