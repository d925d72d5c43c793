using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Exponentials, logarithms, powers and roots.</summary>
public static class Exponentials
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>e to the power x.</summary>
        public DelayedArray<T> Exp() => x.Map<T, ExpOp<T>>(default);

        /// <summary>2 to the power x.</summary>
        public DelayedArray<T> Exp2() => x.Map<T, Exp2Op<T>>(default);

        /// <summary>10 to the power x.</summary>
        public DelayedArray<T> Exp10() => x.Map<T, Exp10Op<T>>(default);

        /// <summary>e to the power x, minus 1, accurate near zero.</summary>
        public DelayedArray<T> ExpM1() => x.Map<T, ExpM1Op<T>>(default);

        /// <summary>Natural logarithm; -infinity of 0, NaN of negative numbers.</summary>
        public DelayedArray<T> Log() => x.Map<T, LogOp<T>>(default);

        /// <summary>Logarithm to base 2.</summary>
        public DelayedArray<T> Log2() => x.Map<T, Log2Op<T>>(default);

        /// <summary>Logarithm to base 10.</summary>
        public DelayedArray<T> Log10() => x.Map<T, Log10Op<T>>(default);

        /// <summary>Natural logarithm of 1 + x, accurate near zero.</summary>
        public DelayedArray<T> Log1P() => x.Map<T, Log1POp<T>>(default);

        /// <summary>Square root; NaN of negative numbers.</summary>
        public DelayedArray<T> Sqrt() => x.Map<T, SqrtOp<T>>(default);

        /// <summary>Cube root.</summary>
        public DelayedArray<T> Cbrt() => x.Map<T, CbrtOp<T>>(default);

        /// <summary>1 / x.</summary>
        public DelayedArray<T> Reciprocal() => x.Map<T, ReciprocalOp<T>>(default);

        /// <summary>1 / (1 + e to the power -x).</summary>
        public DelayedArray<T> Sigmoid() => x.Map<T, SigmoidOp<T>>(default);

        /// <summary>Logarithm to any base.</summary>
        public DelayedArray<T> LogBase(double newBase) => x.Map<T, LogBaseOp<T>>(new(newBase));

        /// <summary>x to the power of <paramref name="exponent"/>, element by element.</summary>
        public DelayedArray<T> Power(DelayedArray<T> exponent) => x.Zip<T, PowerOp<T>>(exponent, default);

        /// <summary>sqrt(x^2 + y^2), element by element.</summary>
        public DelayedArray<T> Hypot(DelayedArray<T> other) => x.Zip<T, HypotOp<T>>(other, default);

        /// <summary>log(e^x + e^y), without intermediate overflow, element by element.</summary>
        public DelayedArray<T> LogAddExp(DelayedArray<T> other) => x.Zip<T, LogAddExpOp<T>>(other, default);

        /// <summary>Angle in [-pi, pi] of the point (<paramref name="horizontal"/>, x).</summary>
        public DelayedArray<T> Atan2(DelayedArray<T> horizontal) => x.Zip<T, Atan2Op<T>>(horizontal, default);
    }
}

/// <summary>e to the power x.</summary>
internal readonly record struct ExpOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Exp";

    // For a single odd lane, the library's float64 kernel computes a vector in another way, so results would depend on neighbours.
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        if (typeof(T) == typeof(double))
            LaneLoop.ThroughDouble<T, ExpKernel>(x, y);
        else
            TensorPrimitives.Exp(x, y);
    }
}

/// <summary>2 to the power x.</summary>
internal readonly record struct Exp2Op<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Exp2";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => LaneLoop.ThroughDouble<T, Exp2Kernel>(x, y);
}

/// <summary>10 to the power x.</summary>
internal readonly record struct Exp10Op<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Exp10";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => LaneLoop.ThroughDouble<T, Exp10Kernel>(x, y);
}

/// <summary>e to the power x, minus 1, accurate near zero.</summary>
internal readonly record struct ExpM1Op<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "ExpM1";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => LaneLoop.ThroughDouble<T, ExpM1Kernel>(x, y);
}

/// <summary>Natural logarithm; -infinity of 0, NaN of negative numbers.</summary>
internal readonly record struct LogOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Log";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Log(x, y);
}

/// <summary>Logarithm to base 2.</summary>
internal readonly record struct Log2Op<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Log2";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => LaneLoop.ThroughDouble<T, Log2Kernel>(x, y);
}

/// <summary>Logarithm to base 10.</summary>
internal readonly record struct Log10Op<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Log10";

    // In float64 the library's result is off by up to 4 units in the last place, so powers of ten would not be exact.
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        if (typeof(T) == typeof(double))
            LaneLoop.ThroughDouble<T, Log10Kernel>(x, y);
        else
            TensorPrimitives.Log10(x, y);
    }
}

/// <summary>Natural logarithm of 1 + x, accurate near zero.</summary>
internal readonly record struct Log1POp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Log1P";

    // The library computes log(1 + x) as written, which is not accurate near zero.
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        if (typeof(T) == typeof(double))
            LaneLoop.ThroughDouble<T, Log1PDoubleKernel>(x, y);
        else
            LaneLoop.ThroughSingle<T, Log1PSingleKernel>(x, y);
    }
}

/// <summary>Square root; NaN of negative numbers.</summary>
internal readonly record struct SqrtOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Sqrt";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Sqrt(x, y);
}

/// <summary>Cube root.</summary>
internal readonly record struct CbrtOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Cbrt";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => ScalarLoop.Run<T, ScalarCbrt>(x, y);
}

/// <summary>1 / x.</summary>
internal readonly record struct ReciprocalOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Reciprocal";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Reciprocal(x, y);
}

/// <summary>1 / (1 + e to the power -x).</summary>
internal readonly record struct SigmoidOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Sigmoid";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => LaneLoop.ThroughDouble<T, SigmoidKernel>(x, y);
}

/// <summary>y = log(x) / log(base).</summary>
internal readonly record struct LogBaseOp<T>(double Base) : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"LogBase({Base})");

    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        TensorPrimitives.Log(x, y);
        TensorPrimitives.Divide(y, T.CreateTruncating(Math.Log(Base)), y);
    }
}
