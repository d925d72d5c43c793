using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Operations on the bits of integers.</summary>
public static class Bits
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, IBinaryInteger<T>
    {
        /// <summary>Bits set in both.</summary>
        public static DelayedArray<T> operator &(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<T, BitwiseAndOp<T>>(right, default);

        /// <summary>Bits set in either.</summary>
        public static DelayedArray<T> operator |(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<T, BitwiseOrOp<T>>(right, default);

        /// <summary>Bits set in exactly one of both.</summary>
        public static DelayedArray<T> operator ^(DelayedArray<T> left, DelayedArray<T> right) => left.Zip<T, BitwiseXorOp<T>>(right, default);

        /// <summary>Bits not set.</summary>
        public static DelayedArray<T> operator ~(DelayedArray<T> array) => array.Map<T, OnesComplementOp<T>>(default);

        /// <summary>Bits shifted left. The count is taken modulo the number of bits.</summary>
        public static DelayedArray<T> operator <<(DelayedArray<T> array, int count) => array.Map<T, ShiftOp<T>>(new(count, Shift.Left));

        /// <summary>Bits shifted right. Negative numbers stay negative.</summary>
        public static DelayedArray<T> operator >>(DelayedArray<T> array, int count) => array.Map<T, ShiftOp<T>>(new(count, Shift.Right));

        /// <summary>Bits shifted right, with zeros from the left.</summary>
        public static DelayedArray<T> operator >>>(DelayedArray<T> array, int count) => array.Map<T, ShiftOp<T>>(new(count, Shift.RightUnsigned));
    }
}

/// <summary>z = x &amp; y.</summary>
internal readonly record struct BitwiseAndOp<T> : IBinaryOp<T, T> where T : unmanaged, IBinaryInteger<T>
{
    public string Name => "BitwiseAnd";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.BitwiseAnd(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.BitwiseAnd(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.BitwiseAnd(y, x, z);
}

/// <summary>z = x | y.</summary>
internal readonly record struct BitwiseOrOp<T> : IBinaryOp<T, T> where T : unmanaged, IBinaryInteger<T>
{
    public string Name => "BitwiseOr";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.BitwiseOr(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.BitwiseOr(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.BitwiseOr(y, x, z);
}

/// <summary>z = x ^ y.</summary>
internal readonly record struct BitwiseXorOp<T> : IBinaryOp<T, T> where T : unmanaged, IBinaryInteger<T>
{
    public string Name => "BitwiseXor";

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Xor(x, y, z);

    public void Apply(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Xor(x, y, z);

    public void Apply(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Xor(y, x, z);
}

/// <summary>y = ~x.</summary>
internal readonly record struct OnesComplementOp<T> : IUnaryOp<T, T> where T : unmanaged, IBinaryInteger<T>
{
    public string Name => "OnesComplement";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.OnesComplement(x, y);
}

/// <summary>The direction of a shift.</summary>
internal enum Shift
{
    Left,
    Right,
    RightUnsigned,
}

/// <summary>y = x shifted.</summary>
internal readonly record struct ShiftOp<T>(int Count, Shift Direction) : IUnaryOp<T, T> where T : unmanaged, IBinaryInteger<T>
{
    public string Name => $"Shift{Direction}({Count})";

    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        switch (Direction)
        {
            case Shift.Left:
                TensorPrimitives.ShiftLeft(x, Count, y);
                break;
            case Shift.Right:
                TensorPrimitives.ShiftRightArithmetic(x, Count, y);
                break;
            default:
                TensorPrimitives.ShiftRightLogical(x, Count, y);
                break;
        }
    }
}
