using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Choices and limits.</summary>
public static class Conditional
{
    /// <summary>Takes elements of one array where the condition is true, and of another array elsewhere.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public static DelayedArray<T> Where<T>(this DelayedArray<bool> condition, DelayedArray<T> ifTrue, DelayedArray<T> ifFalse)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(ifTrue);
        ArgumentNullException.ThrowIfNull(ifFalse);
        return new(Ternary<bool, T, T, T, WhereOp<T>>.Of(condition.Node, ifTrue.Node, ifFalse.Node, default));
    }

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>min(max(x, low), high), element by element; NaN if an operand is NaN, high if the lower limit exceeds it.</summary>
        /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
        public DelayedArray<T> Clip(DelayedArray<T> low, DelayedArray<T> high) => x.Maximum(low).Minimum(high);

        /// <summary>x * factor + term, element by element, rounded after each step.</summary>
        /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
        public DelayedArray<T> MultiplyAdd(DelayedArray<T> factor, DelayedArray<T> term)
        {
            ArgumentNullException.ThrowIfNull(factor);
            ArgumentNullException.ThrowIfNull(term);
            return new(Ternary<T, T, T, T, MultiplyAddOp<T>>.Of(x.Node, factor.Node, term.Node, default));
        }
    }
}

/// <summary>w = x ? y : z.</summary>
internal readonly record struct WhereOp<T> : ITernaryOp<bool, T, T, T> where T : unmanaged
{
    public string Name => "Where";

    public void Apply(ReadOnlySpan<bool> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> w)
    {
        for (var i = 0; i < w.Length; i++)
            w[i] = x[i] ? y[i] : z[i];
    }
}

/// <summary>w = x * y + z.</summary>
internal readonly record struct MultiplyAddOp<T> : ITernaryOp<T, T, T, T> where T : unmanaged, INumber<T>
{
    private const int Piece = 512;

    public string Name => "MultiplyAdd";

    // The library rounds float16 only once, and the products must not overwrite z.
    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> w)
    {
        Span<T> products = stackalloc T[Piece];
        for (var start = 0; start < w.Length; start += Piece)
        {
            var part = products[..Math.Min(Piece, w.Length - start)];
            TensorPrimitives.Multiply(x.Slice(start, part.Length), y.Slice(start, part.Length), part);
            TensorPrimitives.Add(part, z.Slice(start, part.Length), w[start..]);
        }
    }
}
