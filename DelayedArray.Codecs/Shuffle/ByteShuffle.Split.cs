using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Shuffles 16 elements: groups of 8, 4 or 2 bytes, a stride apart, become planes of 16 bytes.</summary>
internal static unsafe partial class ByteShuffle
{
    private static void Split8(byte* source, nint stride, byte* planes, nint plane)
    {
        Vector128<byte> a0 = Load8(source, stride), a1 = Load8(source + (2 * stride), stride);
        Vector128<byte> a2 = Load8(source + (4 * stride), stride), a3 = Load8(source + (6 * stride), stride);
        Vector128<byte> a4 = Load8(source + (8 * stride), stride), a5 = Load8(source + (10 * stride), stride);
        Vector128<byte> a6 = Load8(source + (12 * stride), stride), a7 = Load8(source + (14 * stride), stride);
        for (var turn = 0; turn < 2; turn++)
        {
            Vector128<byte> b0 = InterleaveLow(a0, a4), b1 = InterleaveHigh(a0, a4);
            Vector128<byte> b2 = InterleaveLow(a1, a5), b3 = InterleaveHigh(a1, a5);
            Vector128<byte> b4 = InterleaveLow(a2, a6), b5 = InterleaveHigh(a2, a6);
            Vector128<byte> b6 = InterleaveLow(a3, a7), b7 = InterleaveHigh(a3, a7);
            a0 = InterleaveLow(b0, b4);
            a1 = InterleaveHigh(b0, b4);
            a2 = InterleaveLow(b1, b5);
            a3 = InterleaveHigh(b1, b5);
            a4 = InterleaveLow(b2, b6);
            a5 = InterleaveHigh(b2, b6);
            a6 = InterleaveLow(b3, b7);
            a7 = InterleaveHigh(b3, b7);
        }
        a0.Store(planes);
        a1.Store(planes + plane);
        a2.Store(planes + (2 * plane));
        a3.Store(planes + (3 * plane));
        a4.Store(planes + (4 * plane));
        a5.Store(planes + (5 * plane));
        a6.Store(planes + (6 * plane));
        a7.Store(planes + (7 * plane));
    }

    private static void Split4(byte* source, nint stride, byte* planes, nint plane)
    {
        Vector128<byte> a0 = Load4(source, stride), a1 = Load4(source + (4 * stride), stride);
        Vector128<byte> a2 = Load4(source + (8 * stride), stride), a3 = Load4(source + (12 * stride), stride);
        for (var turn = 0; turn < 2; turn++)
        {
            Vector128<byte> b0 = InterleaveLow(a0, a2), b1 = InterleaveHigh(a0, a2);
            Vector128<byte> b2 = InterleaveLow(a1, a3), b3 = InterleaveHigh(a1, a3);
            a0 = InterleaveLow(b0, b2);
            a1 = InterleaveHigh(b0, b2);
            a2 = InterleaveLow(b1, b3);
            a3 = InterleaveHigh(b1, b3);
        }
        a0.Store(planes);
        a1.Store(planes + plane);
        a2.Store(planes + (2 * plane));
        a3.Store(planes + (3 * plane));
    }

    private static void Split2(byte* source, nint stride, byte* planes, nint plane)
    {
        Vector128<byte> a0 = Load2(source, stride), a1 = Load2(source + (8 * stride), stride);
        for (var turn = 0; turn < 4; turn++)
            (a0, a1) = (InterleaveLow(a0, a1), InterleaveHigh(a0, a1));
        a0.Store(planes);
        a1.Store(planes + plane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load8(byte* source, nint stride) => stride == 8
        ? Vector128.Load(source)
        : Vector128.Create(Unsafe.ReadUnaligned<ulong>(source), Unsafe.ReadUnaligned<ulong>(source + stride)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load4(byte* source, nint stride) => stride == 4
        ? Vector128.Load(source)
        : Vector128.Create(
            Unsafe.ReadUnaligned<uint>(source), Unsafe.ReadUnaligned<uint>(source + stride),
            Unsafe.ReadUnaligned<uint>(source + (2 * stride)), Unsafe.ReadUnaligned<uint>(source + (3 * stride))).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load2(byte* source, nint stride)
    {
        if (stride == 2)
            return Vector128.Load(source);
        var upper = source + (4 * stride);
        return Vector128.Create(
            Unsafe.ReadUnaligned<ushort>(source), Unsafe.ReadUnaligned<ushort>(source + stride),
            Unsafe.ReadUnaligned<ushort>(source + (2 * stride)), Unsafe.ReadUnaligned<ushort>(source + (3 * stride)),
            Unsafe.ReadUnaligned<ushort>(upper), Unsafe.ReadUnaligned<ushort>(upper + stride),
            Unsafe.ReadUnaligned<ushort>(upper + (2 * stride)), Unsafe.ReadUnaligned<ushort>(upper + (3 * stride))).AsByte();
    }
}
