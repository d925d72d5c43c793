using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

/// <summary>Unshuffles 32 elements of 2, 4 or 8 bytes at a time with AVX2. Each half of the vectors handles 16 elements.</summary>
/// <remarks>Compiled with full optimization from the start. A reader makes few but large calls, and tiering would come too late.</remarks>
internal static unsafe partial class ByteShuffle
{
    private const int WideTile = 32;
    private const byte LowerHalves = 0x20;
    private const byte UpperHalves = 0x31;

    /// <summary>
    /// Returns the number of elements unshuffled, which is 0 for other element sizes. The planes are <paramref name="plane"/> bytes apart.
    /// </summary>
    private static nint UnshuffleWide(byte* source, nint plane, byte* destination, nint count, int elementSize) => elementSize switch
    {
        2 => UnshuffleWide2(source, plane, destination, count),
        4 => UnshuffleWide4(source, plane, destination, count),
        8 => UnshuffleWide8(source, plane, destination, count),
        _ => 0,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint UnshuffleWide2(byte* source, nint plane, byte* destination, nint count)
    {
        nint i = 0;
        for (; i + WideTile <= count; i += WideTile)
        {
            Vector256<byte> a = Vector256.Load(source + i), b = Vector256.Load(source + plane + i);
            Vector256<byte> low = Avx2.UnpackLow(a, b), high = Avx2.UnpackHigh(a, b);
            Avx2.Permute2x128(low, high, LowerHalves).Store(destination + (2 * i));
            Avx2.Permute2x128(low, high, UpperHalves).Store(destination + (2 * i) + 32);
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint UnshuffleWide4(byte* source, nint plane, byte* destination, nint count)
    {
        byte* p1 = source + plane, p2 = p1 + plane, p3 = p2 + plane;
        nint i = 0;
        for (; i + WideTile <= count; i += WideTile)
        {
            Vector256<byte> a0 = Vector256.Load(source + i), a1 = Vector256.Load(p1 + i);
            Vector256<byte> a2 = Vector256.Load(p2 + i), a3 = Vector256.Load(p3 + i);
            Vector256<byte> b0 = Avx2.UnpackLow(a0, a2), b1 = Avx2.UnpackHigh(a0, a2);
            Vector256<byte> b2 = Avx2.UnpackLow(a1, a3), b3 = Avx2.UnpackHigh(a1, a3);
            a0 = Avx2.UnpackLow(b0, b2);
            a1 = Avx2.UnpackHigh(b0, b2);
            a2 = Avx2.UnpackLow(b1, b3);
            a3 = Avx2.UnpackHigh(b1, b3);
            var to = destination + (4 * i);
            Avx2.Permute2x128(a0, a1, LowerHalves).Store(to);
            Avx2.Permute2x128(a2, a3, LowerHalves).Store(to + 32);
            Avx2.Permute2x128(a0, a1, UpperHalves).Store(to + 64);
            Avx2.Permute2x128(a2, a3, UpperHalves).Store(to + 96);
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint UnshuffleWide8(byte* source, nint plane, byte* destination, nint count)
    {
        nint i = 0;
        for (; i + WideTile <= count; i += WideTile)
        {
            var from = source + i;
            Vector256<byte> a0 = Vector256.Load(from), a1 = Vector256.Load(from + plane);
            Vector256<byte> a2 = Vector256.Load(from + (2 * plane)), a3 = Vector256.Load(from + (3 * plane));
            Vector256<byte> a4 = Vector256.Load(from + (4 * plane)), a5 = Vector256.Load(from + (5 * plane));
            Vector256<byte> a6 = Vector256.Load(from + (6 * plane)), a7 = Vector256.Load(from + (7 * plane));
            Vector256<byte> b0 = Avx2.UnpackLow(a0, a4), b1 = Avx2.UnpackHigh(a0, a4);
            Vector256<byte> b2 = Avx2.UnpackLow(a1, a5), b3 = Avx2.UnpackHigh(a1, a5);
            Vector256<byte> b4 = Avx2.UnpackLow(a2, a6), b5 = Avx2.UnpackHigh(a2, a6);
            Vector256<byte> b6 = Avx2.UnpackLow(a3, a7), b7 = Avx2.UnpackHigh(a3, a7);
            var to = destination + (8 * i);
            Finish8(b0, b2, b4, b6, to);
            Finish8(b1, b3, b5, b7, to + 64);
        }
        return i;
    }

    /// <summary>
    /// Makes the last two turns for 8 of the 16 elements in each half. Those of the upper half go 16 elements (128 bytes) further on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish8(Vector256<byte> b0, Vector256<byte> b2, Vector256<byte> b4, Vector256<byte> b6, byte* to)
    {
        Vector256<byte> a0 = Avx2.UnpackLow(b0, b4), a1 = Avx2.UnpackHigh(b0, b4);
        Vector256<byte> a4 = Avx2.UnpackLow(b2, b6), a5 = Avx2.UnpackHigh(b2, b6);
        Vector256<byte> c0 = Avx2.UnpackLow(a0, a4), c1 = Avx2.UnpackHigh(a0, a4);
        Vector256<byte> c2 = Avx2.UnpackLow(a1, a5), c3 = Avx2.UnpackHigh(a1, a5);
        Avx2.Permute2x128(c0, c1, LowerHalves).Store(to);
        Avx2.Permute2x128(c2, c3, LowerHalves).Store(to + 32);
        Avx2.Permute2x128(c0, c1, UpperHalves).Store(to + 128);
        Avx2.Permute2x128(c2, c3, UpperHalves).Store(to + 160);
    }
}
