using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Tests for NaN and infinity.</summary>
public static class FloatTests
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Whether elements are NaN.</summary>
        public DelayedArray<bool> IsNaN() => x.Map<bool, IsNaNOp<T>>(default);

        /// <summary>Whether elements are neither NaN nor infinite.</summary>
        public DelayedArray<bool> IsFinite() => x.Map<bool, IsFiniteOp<T>>(default);

        /// <summary>Whether elements are infinite.</summary>
        public DelayedArray<bool> IsInfinity() => x.Map<bool, IsInfinityOp<T>>(default);
    }
}

/// <summary>y = IsNaN(x).</summary>
internal readonly record struct IsNaNOp<T> : IUnaryOp<T, bool> where T : unmanaged, INumber<T>
{
    public string Name => "IsNaN";

    public void Apply(ReadOnlySpan<T> x, Span<bool> y) => TensorPrimitives.IsNaN(x, y);
}

/// <summary>y = IsFinite(x).</summary>
internal readonly record struct IsFiniteOp<T> : IUnaryOp<T, bool> where T : unmanaged, INumber<T>
{
    public string Name => "IsFinite";

    public void Apply(ReadOnlySpan<T> x, Span<bool> y) => TensorPrimitives.IsFinite(x, y);
}

/// <summary>y = IsInfinity(x).</summary>
internal readonly record struct IsInfinityOp<T> : IUnaryOp<T, bool> where T : unmanaged, INumber<T>
{
    public string Name => "IsInfinity";

    public void Apply(ReadOnlySpan<T> x, Span<bool> y) => TensorPrimitives.IsInfinity(x, y);
}
