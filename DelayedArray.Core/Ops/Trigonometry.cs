using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Trigonometric functions and their inverses, in radians.</summary>
public static class Trigonometry
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>Sine.</summary>
        public DelayedArray<T> Sin() => x.Map<T, SinOp<T>>(default);

        /// <summary>Cosine.</summary>
        public DelayedArray<T> Cos() => x.Map<T, CosOp<T>>(default);

        /// <summary>Tangent.</summary>
        public DelayedArray<T> Tan() => x.Map<T, TanOp<T>>(default);

        /// <summary>Arc sine in [-pi/2, pi/2]; NaN outside [-1, 1].</summary>
        public DelayedArray<T> Asin() => x.Map<T, AsinOp<T>>(default);

        /// <summary>Arc cosine in [0, pi]; NaN outside [-1, 1].</summary>
        public DelayedArray<T> Acos() => x.Map<T, AcosOp<T>>(default);

        /// <summary>Arc tangent in [-pi/2, pi/2].</summary>
        public DelayedArray<T> Atan() => x.Map<T, AtanOp<T>>(default);

        /// <summary>Converts degrees to radians.</summary>
        public DelayedArray<T> ToRadians() => x.Map<T, ToRadiansOp<T>>(default);

        /// <summary>Converts radians to degrees.</summary>
        public DelayedArray<T> ToDegrees() => x.Map<T, ToDegreesOp<T>>(default);
    }
}

/// <summary>Sine.</summary>
internal readonly record struct SinOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Sin";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => LaneLoop.ThroughDouble<T, SinKernel>(x, y);
}

/// <summary>Cosine.</summary>
internal readonly record struct CosOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Cos";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => LaneLoop.ThroughDouble<T, CosKernel>(x, y);
}

/// <summary>Tangent.</summary>
internal readonly record struct TanOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Tan";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => LaneLoop.ThroughDouble<T, TanKernel>(x, y);
}

/// <summary>Arc sine in [-pi/2, pi/2]; NaN outside [-1, 1].</summary>
internal readonly record struct AsinOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Asin";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Asin(x, y);
}

/// <summary>Arc cosine in [0, pi]; NaN outside [-1, 1].</summary>
internal readonly record struct AcosOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Acos";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Acos(x, y);
}

/// <summary>Arc tangent in [-pi/2, pi/2].</summary>
internal readonly record struct AtanOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "Atan";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Atan(x, y);
}

/// <summary>Converts degrees to radians. The library's function overflows for some finite results.</summary>
internal readonly record struct ToRadiansOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "ToRadians";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Multiply(x, T.CreateTruncating(Math.PI / 180), y);
}

/// <summary>Converts radians to degrees.</summary>
internal readonly record struct ToDegreesOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "ToDegrees";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Multiply(x, T.CreateTruncating(180 / Math.PI), y);
}
