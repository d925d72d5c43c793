using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>z = floor(x / y), from the exact remainder, so that x = y * FloorDivide(x, y) + Mod(x, y).</summary>
internal readonly record struct FloorDivideOp<T> : IBinaryOp<T, T>, IScalarFunction<T> where T : unmanaged, INumber<T>
{
    public string Name => "FloorDivide";

    public static T Of(T x, T y) =>
        typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half) ? OfFloats(x, y) : OfIntegers(x, y);

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, FloorDivideOp<T>>(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => ScalarLoop.Run<T, FloorDivideOp<T>>(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, FloorDivideOp<T>>(x, y, z);

    private static T OfIntegers(T x, T y)
    {
        var quotient = x / y;
        return T.IsNegative(x) != T.IsNegative(y) && quotient * y != x ? quotient - T.One : quotient;
    }

    private static T OfFloats(T x, T y)
    {
        if (T.IsZero(y))
            return x / y;
        var remainder = x % y;
        var quotient = (x - remainder) / y;
        if (!T.IsZero(remainder) && T.IsNegative(remainder) != T.IsNegative(y))
            quotient -= T.One;
        return T.IsZero(quotient) ? T.CopySign(T.Zero, x / y) : Whole(quotient);
    }

    // The quotient is a whole number, except for the rounding of the division.
    private static T Whole(T quotient)
    {
        var value = double.CreateTruncating(quotient);
        var floor = Math.Floor(value);
        return T.CreateTruncating(value - floor > 0.5 ? floor + 1 : floor);
    }
}

/// <summary>z = x - y * floor(x / y), with the sign of y.</summary>
internal readonly record struct ModOp<T> : IBinaryOp<T, T>, IScalarFunction<T> where T : unmanaged, INumber<T>
{
    public string Name => "Mod";

    public static T Of(T x, T y)
    {
        var remainder = x % y;
        if (T.IsZero(remainder))
            return T.CopySign(T.Zero, y);
        return T.IsNegative(remainder) != T.IsNegative(y) && !T.IsNaN(remainder) ? remainder + y : remainder;
    }

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, ModOp<T>>(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => ScalarLoop.Run<T, ModOp<T>>(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, ModOp<T>>(x, y, z);
}

/// <summary>z = x % y, with the sign of x.</summary>
internal readonly record struct RemainderOp<T> : IBinaryOp<T, T>, IScalarFunction<T> where T : unmanaged, INumber<T>
{
    public string Name => "Remainder";

    // The library's x - y * truncate(x / y) is not exact for floats.
    private static bool IsFloat => typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half);

    public static T Of(T x, T y) => x % y;

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
    {
        if (IsFloat)
            ScalarLoop.Run<T, RemainderOp<T>>(x, y, z);
        else
            TensorPrimitives.Remainder(x, y, z);
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z)
    {
        if (IsFloat)
            ScalarLoop.Run<T, RemainderOp<T>>(x, y, z);
        else
            TensorPrimitives.Remainder(x, y, z);
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z)
    {
        if (IsFloat)
            ScalarLoop.Run<T, RemainderOp<T>>(x, y, z);
        else
            TensorPrimitives.Remainder(x, y, z);
    }
}
