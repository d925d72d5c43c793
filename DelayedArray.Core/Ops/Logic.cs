using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Logic on boolean arrays.</summary>
public static class Logic
{
    extension(DelayedArray<bool> x)
    {
        /// <summary>And, element by element.</summary>
        public static DelayedArray<bool> operator &(DelayedArray<bool> left, DelayedArray<bool> right) => left.Zip<bool, LogicalAndOp>(right, default);

        /// <summary>Or, element by element.</summary>
        public static DelayedArray<bool> operator |(DelayedArray<bool> left, DelayedArray<bool> right) => left.Zip<bool, LogicalOrOp>(right, default);

        /// <summary>Exclusive or, element by element.</summary>
        public static DelayedArray<bool> operator ^(DelayedArray<bool> left, DelayedArray<bool> right) => left.Zip<bool, LogicalXorOp>(right, default);

        /// <summary>Not, element by element.</summary>
        public static DelayedArray<bool> operator !(DelayedArray<bool> array) => array.Map<bool, LogicalNotOp>(default);

        /// <summary>Whether the elements are equal.</summary>
        public DelayedArray<bool> EqualTo(DelayedArray<bool> other) => !(x ^ other);

        /// <summary>Whether the elements differ.</summary>
        public DelayedArray<bool> NotEqualTo(DelayedArray<bool> other) => x ^ other;
    }
}

/// <summary>z = x and y.</summary>
internal readonly record struct LogicalAndOp : IBinaryOp<bool, bool>
{
    public string Name => "LogicalAnd";

    public void Apply(ReadOnlySpan<bool> x, ReadOnlySpan<bool> y, Span<bool> z) =>
        TensorPrimitives.BitwiseAnd(MemoryMarshal.AsBytes(x), MemoryMarshal.AsBytes(y), MemoryMarshal.AsBytes(z));

    public void Apply(ReadOnlySpan<bool> x, bool y, Span<bool> z) =>
        TensorPrimitives.BitwiseAnd(MemoryMarshal.AsBytes(x), y ? (byte)1 : (byte)0, MemoryMarshal.AsBytes(z));

    public void Apply(bool x, ReadOnlySpan<bool> y, Span<bool> z) => Apply(y, x, z);
}

/// <summary>z = x or y.</summary>
internal readonly record struct LogicalOrOp : IBinaryOp<bool, bool>
{
    public string Name => "LogicalOr";

    public void Apply(ReadOnlySpan<bool> x, ReadOnlySpan<bool> y, Span<bool> z) =>
        TensorPrimitives.BitwiseOr(MemoryMarshal.AsBytes(x), MemoryMarshal.AsBytes(y), MemoryMarshal.AsBytes(z));

    public void Apply(ReadOnlySpan<bool> x, bool y, Span<bool> z) =>
        TensorPrimitives.BitwiseOr(MemoryMarshal.AsBytes(x), y ? (byte)1 : (byte)0, MemoryMarshal.AsBytes(z));

    public void Apply(bool x, ReadOnlySpan<bool> y, Span<bool> z) => Apply(y, x, z);
}

/// <summary>z = x or y, not both.</summary>
internal readonly record struct LogicalXorOp : IBinaryOp<bool, bool>
{
    public string Name => "LogicalXor";

    public void Apply(ReadOnlySpan<bool> x, ReadOnlySpan<bool> y, Span<bool> z) =>
        TensorPrimitives.Xor(MemoryMarshal.AsBytes(x), MemoryMarshal.AsBytes(y), MemoryMarshal.AsBytes(z));

    public void Apply(ReadOnlySpan<bool> x, bool y, Span<bool> z) =>
        TensorPrimitives.Xor(MemoryMarshal.AsBytes(x), y ? (byte)1 : (byte)0, MemoryMarshal.AsBytes(z));

    public void Apply(bool x, ReadOnlySpan<bool> y, Span<bool> z) => Apply(y, x, z);
}

/// <summary>y = not x.</summary>
internal readonly record struct LogicalNotOp : IUnaryOp<bool, bool>
{
    public string Name => "LogicalNot";

    public void Apply(ReadOnlySpan<bool> x, Span<bool> y) => TensorPrimitives.Xor(MemoryMarshal.AsBytes(x), (byte)1, MemoryMarshal.AsBytes(y));
}
