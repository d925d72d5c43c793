using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

/// <summary>CRC-32 by carry-less multiplication: four vectors of bits are carried forward over 64 bytes at a time.</summary>
/// <remarks>
/// Multiplying by x^n modulo the polynomial moves bits forward by n. The constants are those powers, bits reversed, computed
/// at the start.
/// </remarks>
internal static class GzipCrcFolding
{
    private const int Stride = 64;
    private static readonly Vector128<ulong> s_by512 = Powers(512);
    private static readonly Vector128<ulong> s_by128 = Powers(128);

    public static bool IsSupported => Pclmulqdq.IsSupported;

    /// <summary>Takes in a multiple of 64 bytes, where there are enough; works on the inverted checksum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Append(uint crc, ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 * Stride) return crc;
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var a = Load(ref start, 0) ^ Vector128.CreateScalar((ulong)crc);
        var b = Load(ref start, 16);
        var c = Load(ref start, 32);
        var d = Load(ref start, 48);
        var far = s_by512;
        nuint i = Stride;
        for (; i + Stride <= (nuint)bytes.Length; i += Stride)
        {
            a = Fold(a, far) ^ Load(ref start, i);
            b = Fold(b, far) ^ Load(ref start, i + 16);
            c = Fold(c, far) ^ Load(ref start, i + 32);
            d = Fold(d, far) ^ Load(ref start, i + 48);
        }
        var near = s_by128;
        a = Fold(Fold(Fold(a, near) ^ b, near) ^ c, near) ^ d;
        bytes = bytes[(int)i..];
        // What is left is the checksum of the 16 bytes that the vector holds, started from 0.
        Span<byte> rest = stackalloc byte[16];
        a.AsByte().CopyTo(rest);
        return ~GzipCrc.Append(uint.MaxValue, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte start, nuint offset) => Vector128.LoadUnsafe(ref start, offset).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector128<ulong> value, Vector128<ulong> powers) =>
        Pclmulqdq.CarrylessMultiply(value, powers, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, powers, 0x11);

    /// <summary>For moving a vector by some bits: the factors of its lower half, which is 64 bits further on, and its upper half.</summary>
    /// <remarks>A product of reversed factors comes out one bit low in 127 bits, and a factor has 32 bits in 64: hence 32 and the shift.</remarks>
    private static Vector128<ulong> Powers(int bits) => Vector128.Create(Power(bits + 32), Power(bits - 32));

    private static ulong Power(int exponent)
    {
        // x^0 is the highest bit of the reversed form; a step multiplies by x.
        var value = 1u << 31;
        for (var i = 0; i < exponent; i++) value = (value & 1) != 0 ? (value >> 1) ^ GzipCrc.Polynomial : value >> 1;
        return (ulong)value << 1;
    }
}
