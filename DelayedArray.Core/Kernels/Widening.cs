using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Takes integers of 64 bits, four at a time.</summary>
internal interface IWideTaker
{
    /// <param name="values">The integers. Unsigned integers of 64 bits wrap.</param>
    /// <param name="index">The index of the first one.</param>
    void Take(Vector256<long> values, nuint index);
}

/// <summary>Converts narrow types to wide ones and back.</summary>
internal static class Widening
{
    private const int Piece = 512;

    /// <summary>Widens integers to 64 bits and passes them on in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Each<T, TTaker>(Vector256<T> values, nuint index, ref TTaker taker)
        where T : unmanaged where TTaker : struct, IWideTaker, allows ref struct
    {
        if (Unsafe.SizeOf<T>() == sizeof(long))
            taker.Take(values.AsInt64(), index);
        else if (typeof(T) == typeof(byte))
            Both(Vector256.Widen(values.AsByte()), index, ref taker);
        else if (typeof(T) == typeof(sbyte))
            Both(Vector256.Widen(values.AsSByte()), index, ref taker);
        else if (typeof(T) == typeof(ushort))
            Both(Vector256.Widen(values.AsUInt16()), index, ref taker);
        else if (typeof(T) == typeof(short))
            Both(Vector256.Widen(values.AsInt16()), index, ref taker);
        else if (typeof(T) == typeof(uint))
            Both(Vector256.Widen(values.AsUInt32()), index, ref taker);
        else
            Both(Vector256.Widen(values.AsInt32()), index, ref taker);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Both<T, TTaker>((Vector256<T> Lower, Vector256<T> Upper) values, nuint index, ref TTaker taker)
        where T : unmanaged where TTaker : struct, IWideTaker, allows ref struct
    {
        Each(values.Lower, index, ref taker);
        Each(values.Upper, index + (nuint)Vector256<T>.Count, ref taker);
    }
}
