using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>A function of floats, written once for vectors of any width.</summary>
internal interface ILaneFunction<T>
{
    static abstract TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, T>;
}

/// <summary>
/// Applies lane functions to spans. The remainder is padded to a vector, so that the result for an element does not depend on its
/// position. The spans are the same memory or do not overlap.
/// </summary>
internal static class LaneLoop
{
    private const int Piece = 512;

    /// <summary>Applies a function of the elements' own type.</summary>
    public static void Run<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TFunction : ILaneFunction<T>
    {
        if (Vector512.IsHardwareAccelerated)
            Run<T, Lanes512<T>, TFunction>(x, y);
        else
            Run<T, Lanes256<T>, TFunction>(x, y);
    }

    /// <summary>Computes in float64 for all element types.</summary>
    public static void ThroughDouble<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumberBase<T> where TFunction : ILaneFunction<double>
    {
        if (typeof(T) == typeof(double))
        {
            Run<double, TFunction>(MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
            return;
        }
        Span<double> wide = stackalloc double[Piece];
        for (var start = 0; start < x.Length; start += Piece)
        {
            var part = wide[..Math.Min(Piece, x.Length - start)];
            Widening.ToDouble(x.Slice(start, part.Length), part);
            Run<double, TFunction>(part, part);
            Widening.FromDouble(part, y[start..]);
        }
    }

    /// <summary>Computes float32 in its own type, and float16 in float32.</summary>
    public static void ThroughSingle<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged where TFunction : ILaneFunction<float>
    {
        if (typeof(T) == typeof(float))
        {
            Run<float, TFunction>(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
            return;
        }
        Span<float> wide = stackalloc float[Piece];
        for (var start = 0; start < x.Length; start += Piece)
        {
            var part = wide[..Math.Min(Piece, x.Length - start)];
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<T, Half>(x.Slice(start, part.Length)), part);
            Run<float, TFunction>(part, part);
            TensorPrimitives.ConvertToHalf(part, MemoryMarshal.Cast<T, Half>(y[start..]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T, TLanes, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged where TLanes : struct, ILanes<TLanes, T> where TFunction : ILaneFunction<T>
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= x.Length - 2 * TLanes.Count; i += 2 * TLanes.Count)
        {
            // Two vectors at a time, so that one computes while the other waits.
            var first = TFunction.Of(TLanes.Load(ref from, i));
            var second = TFunction.Of(TLanes.Load(ref from, i + TLanes.Count));
            first.Store(ref to, i);
            second.Store(ref to, i + TLanes.Count);
        }
        if (i == x.Length)
            return;
        Span<T> rest = stackalloc T[2 * Vector512<T>.Count];
        rest.Clear();
        x[i..].CopyTo(rest);
        ref var padded = ref MemoryMarshal.GetReference(rest);
        TFunction.Of(TLanes.Load(ref padded, 0)).Store(ref padded, 0);
        if (x.Length - i > TLanes.Count)
            TFunction.Of(TLanes.Load(ref padded, TLanes.Count)).Store(ref padded, TLanes.Count);
        rest[..(x.Length - i)].CopyTo(y[i..]);
    }
}
