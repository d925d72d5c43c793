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
        TensorPrimitives.BitwiseAnd(Bytes.Of(x), Bytes.Of(y), Bytes.Of(z));

    public void Apply(ReadOnlySpan<bool> x, bool y, Span<bool> z) =>
        TensorPrimitives.BitwiseAnd(Bytes.Of(x), y ? (byte)1 : (byte)0, Bytes.Of(z));

    public void Apply(bool x, ReadOnlySpan<bool> y, Span<bool> z) => Apply(y, x, z);
}

/// <summary>z = x or y.</summary>
internal readonly record struct LogicalOrOp : IBinaryOp<bool, bool>
{
    public string Name => "LogicalOr";

    public void Apply(ReadOnlySpan<bool> x, ReadOnlySpan<bool> y, Span<bool> z) =>
        TensorPrimitives.BitwiseOr(Bytes.Of(x), Bytes.Of(y), Bytes.Of(z));

    public void Apply(ReadOnlySpan<bool> x, bool y, Span<bool> z) =>
        TensorPrimitives.BitwiseOr(Bytes.Of(x), y ? (byte)1 : (byte)0, Bytes.Of(z));

    public void Apply(bool x, ReadOnlySpan<bool> y, Span<bool> z) => Apply(y, x, z);
}

/// <summary>z = x or y, not both.</summary>
internal readonly record struct LogicalXorOp : IBinaryOp<bool, bool>
{
    public string Name => "LogicalXor";

    public void Apply(ReadOnlySpan<bool> x, ReadOnlySpan<bool> y, Span<bool> z) =>
        TensorPrimitives.Xor(Bytes.Of(x), Bytes.Of(y), Bytes.Of(z));

    public void Apply(ReadOnlySpan<bool> x, bool y, Span<bool> z) =>
        TensorPrimitives.Xor(Bytes.Of(x), y ? (byte)1 : (byte)0, Bytes.Of(z));

    public void Apply(bool x, ReadOnlySpan<bool> y, Span<bool> z) => Apply(y, x, z);
}

/// <summary>y = not x.</summary>
internal readonly record struct LogicalNotOp : IUnaryOp<bool, bool>
{
    public string Name => "LogicalNot";

    public void Apply(ReadOnlySpan<bool> x, Span<bool> y) => TensorPrimitives.Xor(Bytes.Of(x), (byte)1, Bytes.Of(y));
}

/// <summary>Booleans as the bytes they are, 0 or 1.</summary>
internal static class Bytes
{
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<bool> values) => MemoryMarshal.Cast<bool, byte>(values);

    public static Span<byte> Of(Span<bool> values) => MemoryMarshal.Cast<bool, byte>(values);
}
