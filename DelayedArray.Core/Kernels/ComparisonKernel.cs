using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>One side of a comparison: the values of a span, or one value repeated.</summary>
internal interface IOperand<T> where T : unmanaged
{
    T At(int i);

    Vector256<T> Load(int i);
}

internal readonly ref struct SpanOperand<T>(ReadOnlySpan<T> values) : IOperand<T> where T : unmanaged
{
    private readonly ref T _first = ref MemoryMarshal.GetReference(values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T At(int i) => Unsafe.Add(ref _first, i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Load(int i) => Vector256.LoadUnsafe(ref _first, (nuint)i);
}

internal readonly ref struct ScalarOperand<T>(T value) : IOperand<T> where T : unmanaged
{
    private readonly T _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T At(int i) => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Load(int i) => Vector256.Create(_value);
}

/// <summary>Compares vectors and packs the masks into bytes, 32 elements at a time.</summary>
internal static class ComparisonKernel
{
    public static void Run<T, TLeft, TRight, TRelation>(TLeft x, TRight y, Span<bool> z)
        where T : unmanaged
        where TLeft : struct, IOperand<T>, allows ref struct
        where TRight : struct, IOperand<T>, allows ref struct
        where TRelation : IRelation<T>
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported)
        {
            ref var bytes = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(z));
            for (; i <= z.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
                (Bytes<T, TLeft, TRight, TRelation>(x, y, i) & Vector256<byte>.One).StoreUnsafe(ref bytes, (nuint)i);
        }
        for (; i < z.Length; i++)
            z[i] = TRelation.Of(x.At(i), y.At(i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Bytes<T, TLeft, TRight, TRelation>(TLeft x, TRight y, int i)
        where T : unmanaged
        where TLeft : struct, IOperand<T>, allows ref struct
        where TRight : struct, IOperand<T>, allows ref struct
        where TRelation : IRelation<T>
    {
        if (Unsafe.SizeOf<T>() == 1)
            return TRelation.Of(x.Load(i), y.Load(i)).AsByte();
        return Vector256.Narrow(
            Words<T, TLeft, TRight, TRelation>(x, y, i), Words<T, TLeft, TRight, TRelation>(x, y, i + Vector256<ushort>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Words<T, TLeft, TRight, TRelation>(TLeft x, TRight y, int i)
        where T : unmanaged
        where TLeft : struct, IOperand<T>, allows ref struct
        where TRight : struct, IOperand<T>, allows ref struct
        where TRelation : IRelation<T>
    {
        if (Unsafe.SizeOf<T>() == 2)
            return TRelation.Of(x.Load(i), y.Load(i)).AsUInt16();
        return Vector256.Narrow(
            DoubleWords<T, TLeft, TRight, TRelation>(x, y, i), DoubleWords<T, TLeft, TRight, TRelation>(x, y, i + Vector256<uint>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> DoubleWords<T, TLeft, TRight, TRelation>(TLeft x, TRight y, int i)
        where T : unmanaged
        where TLeft : struct, IOperand<T>, allows ref struct
        where TRight : struct, IOperand<T>, allows ref struct
        where TRelation : IRelation<T>
    {
        if (Unsafe.SizeOf<T>() == 4)
            return TRelation.Of(x.Load(i), y.Load(i)).AsUInt32();
        return Vector256.Narrow(
            TRelation.Of(x.Load(i), y.Load(i)).AsUInt64(),
            TRelation.Of(x.Load(i + Vector256<ulong>.Count), y.Load(i + Vector256<ulong>.Count)).AsUInt64());
    }
}
