using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>
/// Arithmetic with NumPy's broadcasting. Integers wrap, as in unchecked C#. Integer division by zero throws
/// <see cref="DivideByZeroException"/> during evaluation.
/// </summary>
public static class Arithmetic
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Sum, element by element.</summary>
        public static DelayedArray<T> operator +(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<T, AddOp<T>>(right, default);

        /// <summary>Difference, element by element.</summary>
        public static DelayedArray<T> operator -(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<T, SubtractOp<T>>(right, default);

        /// <summary>Product, element by element.</summary>
        public static DelayedArray<T> operator *(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<T, MultiplyOp<T>>(right, default);

        /// <summary>Quotient, element by element. Integer quotients are truncated.</summary>
        public static DelayedArray<T> operator /(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<T, DivideOp<T>>(right, default);

        /// <summary>Remainder of the truncated quotient, as in C#: it has the sign of the dividend.</summary>
        public static DelayedArray<T> operator %(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<T, RemainderOp<T>>(right, default);

        /// <summary>The array itself.</summary>
        public static DelayedArray<T> operator +(DelayedArray<T> array) => array;

        /// <summary>Opposite, element by element; unsigned integers wrap.</summary>
        public static DelayedArray<T> operator -(DelayedArray<T> array) => array.Map<T, NegateOp<T>>(default);

        /// <summary>Opposite, element by element; unsigned integers wrap.</summary>
        public DelayedArray<T> Negate() => -x;

        /// <summary>Quotient rounded down, as NumPy's <c>//</c>.</summary>
        public DelayedArray<T> FloorDivide(DelayedArray<T> other) => x.Zip<T, FloorDivideOp<T>>(other, default);

        /// <summary>Remainder of the quotient rounded down, as NumPy's <c>%</c>: it has the sign of the divisor.</summary>
        public DelayedArray<T> Mod(DelayedArray<T> other) => x.Zip<T, ModOp<T>>(other, default);

        /// <summary>The smaller of two elements; NaN if either is NaN.</summary>
        public DelayedArray<T> Minimum(DelayedArray<T> other) => x.Zip<T, MinimumOp<T>>(other, default);

        /// <summary>The larger of two elements; NaN if either is NaN.</summary>
        public DelayedArray<T> Maximum(DelayedArray<T> other) => x.Zip<T, MaximumOp<T>>(other, default);
    }
}

/// <summary>z = x + y.</summary>
internal readonly record struct AddOp<T> : IBinaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Add";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Add(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Add(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Add(y, x, z);
}

/// <summary>z = x - y.</summary>
internal readonly record struct SubtractOp<T> : IBinaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Subtract";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Subtract(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Subtract(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Subtract(x, y, z);
}

/// <summary>z = x * y.</summary>
internal readonly record struct MultiplyOp<T> : IBinaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Multiply";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Multiply(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Multiply(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Multiply(y, x, z);
}

/// <summary>z = x / y.</summary>
internal readonly record struct DivideOp<T> : IBinaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Divide";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Divide(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Divide(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Divide(x, y, z);
}

/// <summary>z = min(x, y).</summary>
internal readonly record struct MinimumOp<T> : IBinaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Minimum";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Min(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Min(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Min(y, x, z);
}

/// <summary>z = max(x, y).</summary>
internal readonly record struct MaximumOp<T> : IBinaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Maximum";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Max(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Max(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Max(y, x, z);
}

/// <summary>y = -x.</summary>
internal readonly record struct NegateOp<T> : IUnaryOp<T, T> where T : unmanaged, INumber<T>
{
    public string Name => "Negate";

    // 0 - x would lose the sign of zero, and unsigned integers have no negation of their own.
    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        if (typeof(T) == typeof(Half) || typeof(T) == typeof(float) || typeof(T) == typeof(double))
            TensorPrimitives.Negate(x, y);
        else
            TensorPrimitives.Subtract(T.Zero, x, y);
    }
}
