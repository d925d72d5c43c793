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

    /// <summary>Converts four elements to float64, of any type but float16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LoadDoubles<T>(ref T first, nuint index) where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(double))
        {
            var values = Vector256.LoadUnsafe(ref first, index);
            return typeof(T) == typeof(long) ? Vector256.ConvertToDouble(values.AsInt64())
                : typeof(T) == typeof(ulong) ? Vector256.ConvertToDouble(values.AsUInt64())
                : values.AsDouble();
        }
        if (typeof(T) == typeof(float))
            return Vector256.WidenLower(Vector128.LoadUnsafe(ref first, index).AsSingle().ToVector256Unsafe());
        // In numbers this large, the lowest bit counts ones.
        var shifter = Vector256.Create(FloatBits.Shifter64);
        return (LoadIntegers(ref first, index) + shifter.AsInt64()).AsDouble() - shifter;
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

    /// <summary>Loads four integers of at most 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> LoadIntegers<T>(ref T first, nuint index) where T : unmanaged
    {
        ref var start = ref Unsafe.As<T, byte>(ref Unsafe.Add(ref first, index));
        if (Unsafe.SizeOf<T>() == sizeof(int))
        {
            var values = Vector128.LoadUnsafe(ref start).ToVector256Unsafe();
            return typeof(T) == typeof(uint) ? Vector256.WidenLower(values.AsUInt32()).AsInt64() : Vector256.WidenLower(values.AsInt32());
        }
        var integers = typeof(T) == typeof(byte) ? Vector128.WidenLower(Vector128.WidenLower(Four<int>(ref start).AsByte())).AsInt32()
            : typeof(T) == typeof(sbyte) ? Vector128.WidenLower(Vector128.WidenLower(Four<int>(ref start).AsSByte()))
            : typeof(T) == typeof(ushort) ? Vector128.WidenLower(Four<long>(ref start).AsUInt16()).AsInt32()
            : Vector128.WidenLower(Four<long>(ref start).AsInt16());
        return Vector256.WidenLower(integers.ToVector256Unsafe());
    }

    /// <summary>Loads four narrow elements, which together have the size of an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<TBytes> Four<TBytes>(ref byte start) where TBytes : unmanaged =>
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<TBytes>(ref start));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Both<T, TTaker>((Vector256<T> Lower, Vector256<T> Upper) values, nuint index, ref TTaker taker)
        where T : unmanaged where TTaker : struct, IWideTaker, allows ref struct
    {
        Each(values.Lower, index, ref taker);
        Each(values.Upper, index + (nuint)Vector256<T>.Count, ref taker);
    }
}
