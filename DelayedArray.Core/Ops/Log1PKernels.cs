using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// log(1 + x) that keeps its accuracy near zero, which the library's own, computed as written, does not; float16 through float32.
/// </summary>
internal static class Log1PKernels
{
    private const int Piece = 512;

    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Log1PKernel.Apply(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
        else if (typeof(T) == typeof(double))
            LaneLoop.Run<T, Log1PDoubleKernel>(x, y);
        else
            ThroughSingle(MemoryMarshal.Cast<T, Half>(x), MemoryMarshal.Cast<T, Half>(y));
    }

    private static void ThroughSingle(ReadOnlySpan<Half> x, Span<Half> y)
    {
        Span<float> wide = stackalloc float[Piece];
        for (var start = 0; start < x.Length; start += Piece)
        {
            var part = wide[..Math.Min(Piece, x.Length - start)];
            TensorPrimitives.ConvertToSingle(x.Slice(start, part.Length), part);
            Log1PKernel.Apply(part, part);
            TensorPrimitives.ConvertToHalf(part, y[start..]);
        }
    }
}
