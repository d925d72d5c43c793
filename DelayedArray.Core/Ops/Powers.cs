using System.Numerics;

namespace DelayedArrays;

/// <summary>z = x to the power y.</summary>
internal readonly record struct PowerOp<T> : IBinaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Power";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = T.CreateTruncating(Math.Pow(double.CreateTruncating(x[i]), double.CreateTruncating(y[i])));
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = T.CreateTruncating(Math.Pow(double.CreateTruncating(x[i]), double.CreateTruncating(y)));
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = T.CreateTruncating(Math.Pow(double.CreateTruncating(x), double.CreateTruncating(y[i])));
    }
}

/// <summary>z = sqrt(x^2 + y^2).</summary>
internal readonly record struct HypotOp<T> : IBinaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Hypot";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = T.CreateTruncating(double.Hypot(double.CreateTruncating(x[i]), double.CreateTruncating(y[i])));
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = T.CreateTruncating(double.Hypot(double.CreateTruncating(x[i]), double.CreateTruncating(y)));
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = T.CreateTruncating(double.Hypot(double.CreateTruncating(x), double.CreateTruncating(y[i])));
    }
}

/// <summary>z = the angle of the point (y, x).</summary>
internal readonly record struct Atan2Op<T> : IBinaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Atan2";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = T.CreateTruncating(Math.Atan2(double.CreateTruncating(x[i]), double.CreateTruncating(y[i])));
    }

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = T.CreateTruncating(Math.Atan2(double.CreateTruncating(x[i]), double.CreateTruncating(y)));
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = T.CreateTruncating(Math.Atan2(double.CreateTruncating(x), double.CreateTruncating(y[i])));
    }
}
