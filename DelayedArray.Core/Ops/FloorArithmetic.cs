using System.Numerics;

namespace DelayedArrays;

/// <summary>z = floor(x / y).</summary>
internal readonly record struct FloorDivideOp<T> : IBinaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "FloorDivide";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = Divide(x[i], y[i]);
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = Divide(x[i], y);
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = Divide(x, y[i]);
    }

    private static T Divide(T x, T y)
    {
        if (typeof(T) == typeof(double))
            return T.CreateTruncating(Math.Floor(double.CreateTruncating(x) / double.CreateTruncating(y)));
        if (typeof(T) == typeof(float))
            return T.CreateTruncating(MathF.Floor(float.CreateTruncating(x) / float.CreateTruncating(y)));
        if (typeof(T) == typeof(Half))
            return T.CreateTruncating(MathF.Floor(float.CreateTruncating(x) / float.CreateTruncating(y)));
        var quotient = x / y;
        return T.IsNegative(x) != T.IsNegative(y) && quotient * y != x ? quotient - T.One : quotient;
    }
}

/// <summary>z = x - y * floor(x / y).</summary>
internal readonly record struct ModOp<T> : IBinaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Mod";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = Modulo(x[i], y[i]);
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = Modulo(x[i], y);
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = Modulo(x, y[i]);
    }

    private static T Modulo(T x, T y)
    {
        var remainder = x % y;
        if (remainder == T.Zero)
            return typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half) ? CopyZero(remainder, y) : remainder;
        return T.IsNegative(remainder) != T.IsNegative(y) && !T.IsNaN(remainder) && !T.IsNaN(y) ? remainder + y : remainder;
    }

    // A zero remainder takes the sign of the divisor too.
    private static T CopyZero(T zero, T y) => T.IsNegative(y) ? -T.Abs(zero) : T.Abs(zero);
}
