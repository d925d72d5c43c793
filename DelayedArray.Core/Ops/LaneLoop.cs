using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>A function of float64, written for vectors of any width.</summary>
internal interface ILaneFunction
{
    static abstract TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>;
}

/// <summary>
/// Applies lane functions to spans of floats; the narrow types are computed in float64. What is left over is padded to a vector, so
/// that an element's value does not depend on where it lies.
/// </summary>
internal static class LaneLoop
{
    private const int Piece = 512;

    public static void Run<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumberBase<T> where TFunction : ILaneFunction
    {
        if (typeof(T) == typeof(double))
        {
            Run<TFunction>(MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
            return;
        }
        Span<double> wide = stackalloc double[Piece];
        for (var start = 0; start < x.Length; start += Piece)
        {
            var length = Math.Min(Piece, x.Length - start);
            Widening.ToDouble(x.Slice(start, length), wide);
            Run<TFunction>(wide[..length], wide[..length]);
            Widening.FromDouble(wide[..length], y[start..]);
        }
    }

    private static void Run<TFunction>(ReadOnlySpan<double> x, Span<double> y) where TFunction : ILaneFunction
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Lanes8, TFunction>(x, y);
        else
            Run<Lanes4, TFunction>(x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TLanes, TFunction>(ReadOnlySpan<double> x, Span<double> y)
        where TLanes : struct, ILanes<TLanes> where TFunction : ILaneFunction
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= x.Length - 2 * TLanes.Count; i += 2 * TLanes.Count)
        {
            // Two at a time, so that one fills the waits of the other.
            var first = TFunction.Of(TLanes.Load(ref from, i));
            var second = TFunction.Of(TLanes.Load(ref from, i + TLanes.Count));
            first.Store(ref to, i);
            second.Store(ref to, i + TLanes.Count);
        }
        Span<double> rest = stackalloc double[2 * Lanes8.Count];
        rest.Clear();
        x[i..].CopyTo(rest);
        ref var padded = ref MemoryMarshal.GetReference(rest);
        TFunction.Of(TLanes.Load(ref padded, 0)).Store(ref padded, 0);
        TFunction.Of(TLanes.Load(ref padded, TLanes.Count)).Store(ref padded, TLanes.Count);
        rest[..(x.Length - i)].CopyTo(y[i..]);
    }
}

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
