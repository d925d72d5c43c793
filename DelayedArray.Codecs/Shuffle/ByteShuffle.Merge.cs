using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Unshuffles 16 elements: planes of bytes become groups of 8, 4 or 2 bytes, stored a stride apart.</summary>
internal static unsafe partial class ByteShuffle
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Merge8(byte* planes, nint plane, byte* destination, nint stride)
    {
        Vector128<byte> a0 = Vector128.Load(planes), a1 = Vector128.Load(planes + plane);
        Vector128<byte> a2 = Vector128.Load(planes + (2 * plane)), a3 = Vector128.Load(planes + (3 * plane));
        Vector128<byte> a4 = Vector128.Load(planes + (4 * plane)), a5 = Vector128.Load(planes + (5 * plane));
        Vector128<byte> a6 = Vector128.Load(planes + (6 * plane)), a7 = Vector128.Load(planes + (7 * plane));

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

        Store8(destination, stride, InterleaveLow(a0, a4), InterleaveHigh(a0, a4));
        Store8(destination + (4 * stride), stride, InterleaveLow(a1, a5), InterleaveHigh(a1, a5));
        Store8(destination + (8 * stride), stride, InterleaveLow(a2, a6), InterleaveHigh(a2, a6));
        Store8(destination + (12 * stride), stride, InterleaveLow(a3, a7), InterleaveHigh(a3, a7));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Merge4(byte* planes, nint plane, byte* destination, nint stride)
    {
        Vector128<byte> a0 = Vector128.Load(planes), a1 = Vector128.Load(planes + plane);
        Vector128<byte> a2 = Vector128.Load(planes + (2 * plane)), a3 = Vector128.Load(planes + (3 * plane));
        Vector128<byte> b0 = InterleaveLow(a0, a2), b1 = InterleaveHigh(a0, a2);
        Vector128<byte> b2 = InterleaveLow(a1, a3), b3 = InterleaveHigh(a1, a3);
        Store4(destination, stride, InterleaveLow(b0, b2));
        Store4(destination + (4 * stride), stride, InterleaveHigh(b0, b2));
        Store4(destination + (8 * stride), stride, InterleaveLow(b1, b3));
        Store4(destination + (12 * stride), stride, InterleaveHigh(b1, b3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Merge2(byte* planes, nint plane, byte* destination, nint stride)
    {
        Vector128<byte> a = Vector128.Load(planes), b = Vector128.Load(planes + plane);
        Store2(destination, stride, InterleaveLow(a, b));
        Store2(destination + (8 * stride), stride, InterleaveHigh(a, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store8(byte* destination, nint stride, Vector128<byte> first, Vector128<byte> second)
    {
        if (stride == 8)
        {
            first.Store(destination);
            second.Store(destination + 16);
            return;
        }
        Unsafe.WriteUnaligned(destination, first.AsUInt64()[0]);
        Unsafe.WriteUnaligned(destination + stride, first.AsUInt64()[1]);
        Unsafe.WriteUnaligned(destination + (2 * stride), second.AsUInt64()[0]);
        Unsafe.WriteUnaligned(destination + (3 * stride), second.AsUInt64()[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store4(byte* destination, nint stride, Vector128<byte> value)
    {
        if (stride == 4)
        {
            value.Store(destination);
            return;
        }
        Unsafe.WriteUnaligned(destination, value.AsUInt32()[0]);
        Unsafe.WriteUnaligned(destination + stride, value.AsUInt32()[1]);
        Unsafe.WriteUnaligned(destination + (2 * stride), value.AsUInt32()[2]);
        Unsafe.WriteUnaligned(destination + (3 * stride), value.AsUInt32()[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store2(byte* destination, nint stride, Vector128<byte> value)
    {
        if (stride == 2)
        {
            value.Store(destination);
            return;
        }
        var upper = destination + (4 * stride);
        Unsafe.WriteUnaligned(destination, value.AsUInt16()[0]);
        Unsafe.WriteUnaligned(destination + stride, value.AsUInt16()[1]);
        Unsafe.WriteUnaligned(destination + (2 * stride), value.AsUInt16()[2]);
        Unsafe.WriteUnaligned(destination + (3 * stride), value.AsUInt16()[3]);
        Unsafe.WriteUnaligned(upper, value.AsUInt16()[4]);
        Unsafe.WriteUnaligned(upper + stride, value.AsUInt16()[5]);
        Unsafe.WriteUnaligned(upper + (2 * stride), value.AsUInt16()[6]);
        Unsafe.WriteUnaligned(upper + (3 * stride), value.AsUInt16()[7]);
    }
}
