using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>z = x to the power y.</summary>
internal readonly record struct PowerOp<T> : IBinaryOp<T, T>, IScalarFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Power";

    public static T Of(T x, T y) =>
        T.CreateTruncating(Math.Pow(double.CreateTruncating(x), double.CreateTruncating(y)));

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, PowerOp<T>>(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z)
    {
        if (y == T.One + T.One)
            TensorPrimitives.Multiply(x, x, z);
        else
            ScalarLoop.Run<T, PowerOp<T>>(x, y, z);
    }

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, PowerOp<T>>(x, y, z);
}

/// <summary>z = sqrt(x^2 + y^2).</summary>
internal readonly record struct HypotOp<T> : IBinaryOp<T, T>, IScalarFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Hypot";

    public static T Of(T x, T y) =>
        T.CreateTruncating(double.Hypot(double.CreateTruncating(x), double.CreateTruncating(y)));

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, HypotOp<T>>(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => ScalarLoop.Run<T, HypotOp<T>>(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, HypotOp<T>>(x, y, z);
}

/// <summary>z = the angle of the point (y, x).</summary>
internal readonly record struct Atan2Op<T> : IBinaryOp<T, T>, IScalarFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Atan2";

    public static T Of(T x, T y) =>
        T.CreateTruncating(Math.Atan2(double.CreateTruncating(x), double.CreateTruncating(y)));

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, Atan2Op<T>>(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => ScalarLoop.Run<T, Atan2Op<T>>(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, Atan2Op<T>>(x, y, z);
}

/// <summary>z = log(e^x + e^y).</summary>
internal readonly record struct LogAddExpOp<T> : IBinaryOp<T, T>, IScalarFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "LogAddExp";

    // Equal numbers are treated separately, because the difference of two infinities is NaN.
    public static T Of(T x, T y) => x == y
        ? x + T.CreateTruncating(ExponentialSeries.LogTwoHigh)
        : T.Max(x, y) + T.CreateTruncating(Log1P(Math.Exp(-double.CreateTruncating(T.Abs(x - y)))));

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, LogAddExpOp<T>>(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => ScalarLoop.Run<T, LogAddExpOp<T>>(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, LogAddExpOp<T>>(x, y, z);

    // Kahan's formula: the division removes the error of the sum.
    private static double Log1P(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
