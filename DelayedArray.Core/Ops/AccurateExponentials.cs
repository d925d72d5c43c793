using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// log(1 + x) and exp(x) - 1 that keep their accuracy near zero, which the library's own, computed as written, do not. The
/// corrections are Kahan's: the error of 1 + x, or of exp(x), is divided out again.
/// </summary>
internal static class AccurateExponentials
{
    private const int Piece = 256;

    public static void Log1P<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Log1PKernel.Apply(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
        else if (typeof(T) == typeof(double))
            Log1P(MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
        else
            ThroughSingle(MemoryMarshal.Cast<T, Half>(x), MemoryMarshal.Cast<T, Half>(y), Log1PKernel.Apply);
    }

    public static void ExpM1<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(Half))
            ThroughSingle(MemoryMarshal.Cast<T, Half>(x), MemoryMarshal.Cast<T, Half>(y), ExpM1OfReal);
        else
            ExpM1OfReal(x, y);
    }

    private static void Log1P(ReadOnlySpan<double> x, Span<double> y)
    {
        Span<double> sum = stackalloc double[Piece];
        Span<double> log = stackalloc double[Piece];
        for (var start = 0; start < x.Length; start += Piece)
        {
            var part = x.Slice(start, Math.Min(Piece, x.Length - start));
            TensorPrimitives.Add(part, 1.0, sum);
            // A short last piece is computed as a whole one, so that the same instructions round it.
            TensorPrimitives.Log(sum, log);
            for (var i = 0; i < part.Length; i++)
            {
                var error = sum[i] - 1;
                y[start + i] = error == 0 ? part[i] : double.IsFinite(sum[i]) ? log[i] * (part[i] / error) : log[i];
            }
        }
    }

    private static void ExpM1OfReal<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> exp = stackalloc T[Piece];
        Span<T> log = stackalloc T[Piece];
        for (var start = 0; start < x.Length; start += Piece)
        {
            var part = x.Slice(start, Math.Min(Piece, x.Length - start));
            part.CopyTo(log);
            TensorPrimitives.Exp(log, exp);
            TensorPrimitives.Log(exp, log);
            for (var i = 0; i < part.Length; i++)
            {
                var difference = exp[i] - T.One;
                y[start + i] = difference == T.Zero ? part[i]
                    : T.Abs(part[i]) > T.One ? difference : difference * (part[i] / log[i]);
            }
        }
    }

    private delegate void SingleKernel(ReadOnlySpan<float> x, Span<float> y);

    private static void ThroughSingle(ReadOnlySpan<Half> x, Span<Half> y, SingleKernel kernel)
    {
        Span<float> wide = stackalloc float[Piece];
        for (var start = 0; start < x.Length; start += Piece)
        {
            var part = x.Slice(start, Math.Min(Piece, x.Length - start));
            TensorPrimitives.ConvertToSingle(part, wide);
            kernel(wide, wide);
            TensorPrimitives.ConvertToHalf(wide[..part.Length], y[start..]);
        }
    }
}
