using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Between the narrow float types and float64.</summary>
internal static class Widening
{
    private const int Piece = 512;

    public static void ToDouble<T>(ReadOnlySpan<T> x, Span<double> y) where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) != typeof(Half))
        {
            TensorPrimitives.ConvertSaturating(x, y);
            return;
        }
        Span<float> middle = stackalloc float[Piece];
        for (var start = 0; start < x.Length; start += Piece)
        {
            var part = middle[..Math.Min(Piece, x.Length - start)];
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<T, Half>(x.Slice(start, part.Length)), part);
            TensorPrimitives.ConvertSaturating<float, double>(part, y[start..]);
        }
    }

    public static void FromDouble<T>(ReadOnlySpan<double> x, Span<T> y) where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) != typeof(Half))
        {
            TensorPrimitives.ConvertSaturating(x, y);
            return;
        }
        Span<float> middle = stackalloc float[Piece];
        for (var start = 0; start < x.Length; start += Piece)
        {
            var part = middle[..Math.Min(Piece, x.Length - start)];
            TensorPrimitives.ConvertSaturating(x.Slice(start, part.Length), part);
            TensorPrimitives.ConvertToHalf(part, MemoryMarshal.Cast<T, Half>(y[start..]));
        }
    }
}
