using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Magnitudes and signs.</summary>
public static class Signs
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Magnitude. The most negative integer throws <see cref="OverflowException"/> during evaluation.</summary>
        public DelayedArray<T> Abs() => x.Map<T, AbsOp<T>>(default);

        /// <summary>x * x; integers wrap.</summary>
        public DelayedArray<T> Square() => x.Map<T, SquareOp<T>>(default);

        /// <summary>-1, 0 or 1; NaN for NaN.</summary>
        public DelayedArray<T> Sign() => x.Map<T, SignOp<T>>(default);

        /// <summary>The magnitude of x with the sign of <paramref name="sign"/>, even if that is a zero, element by element.</summary>
        public DelayedArray<T> CopySign(DelayedArray<T> sign) => x.Zip<T, CopySignOp<T>>(sign, default);
    }
}

/// <summary>Magnitude. The most negative integer throws <see cref="OverflowException"/> during evaluation.</summary>
internal readonly record struct AbsOp<T> : IUnaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Abs";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Abs(x, y);
}

/// <summary>x * x; integers wrap.</summary>
internal readonly record struct SquareOp<T> : IUnaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Square";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Multiply(x, x, y);
}

/// <summary>y = the sign of x.</summary>
internal readonly record struct SignOp<T> : IUnaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Sign";

    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = T.IsNaN(x[i]) ? x[i] : x[i] > T.Zero ? T.One : x[i] < T.Zero ? T.Zero - T.One : T.Zero;
    }
}

/// <summary>z = |x| with the sign of y.</summary>
internal readonly record struct CopySignOp<T> : IBinaryOp<T, T>, IScalarFunction<T> where T : unmanaged, INumber<T>
{
    public string Name => "CopySign";

    public static T Of(T x, T y) => T.CopySign(x, y);

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.CopySign(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.CopySign(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => ScalarLoop.Run<T, CopySignOp<T>>(x, y, z);
}
