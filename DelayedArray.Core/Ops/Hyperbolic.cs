using System.Numerics;

namespace DelayedArrays;

/// <summary>Hyperbolic functions and their inverses.</summary>
public static class Hyperbolic
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>Hyperbolic sine.</summary>
        public DelayedArray<T> Sinh() => x.Map<T, SinhOp<T>>(default);

        /// <summary>Hyperbolic cosine.</summary>
        public DelayedArray<T> Cosh() => x.Map<T, CoshOp<T>>(default);

        /// <summary>Hyperbolic tangent.</summary>
        public DelayedArray<T> Tanh() => x.Map<T, TanhOp<T>>(default);

        /// <summary>Inverse hyperbolic sine.</summary>
        public DelayedArray<T> Asinh() => x.Map<T, AsinhOp<T>>(default);

        /// <summary>Inverse hyperbolic cosine; NaN below 1.</summary>
        public DelayedArray<T> Acosh() => x.Map<T, AcoshOp<T>>(default);

        /// <summary>Inverse hyperbolic tangent; infinite at -1 and 1, NaN beyond.</summary>
        public DelayedArray<T> Atanh() => x.Map<T, AtanhOp<T>>(default);
    }
}

/// <summary>Hyperbolic sine.</summary>
internal readonly record struct SinhOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Sinh";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => ScalarLoop.Run<T, ScalarSinh>(x, y);
}

/// <summary>Hyperbolic cosine.</summary>
internal readonly record struct CoshOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Cosh";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => ScalarLoop.Run<T, ScalarCosh>(x, y);
}

/// <summary>Hyperbolic tangent.</summary>
internal readonly record struct TanhOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Tanh";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => LaneLoop.ThroughDouble<T, TanhKernel>(x, y);
}

/// <summary>Inverse hyperbolic sine.</summary>
internal readonly record struct AsinhOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Asinh";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => ScalarLoop.Run<T, ScalarAsinh>(x, y);
}

/// <summary>Inverse hyperbolic cosine; NaN below 1.</summary>
internal readonly record struct AcoshOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Acosh";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => ScalarLoop.Run<T, ScalarAcosh>(x, y);
}

/// <summary>Inverse hyperbolic tangent; infinite at -1 and 1, NaN beyond.</summary>
internal readonly record struct AtanhOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Atanh";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => ScalarLoop.Run<T, ScalarAtanh>(x, y);
}
