using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

/// <summary>Adler-32 (RFC 1950): the sum of the bytes plus 1, and the sum of those sums, both modulo 65521.</summary>
internal static class Adler32
{
    public const uint Start = 1;
    private const uint Modulus = 65521;

    // A multiple of 64 for which the sum of sums, from sums below the modulus, fits in 32 bits.
    private const int BlockLength = 5504;

    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint sum = checksum & 0xFFFF;
        uint sums = checksum >> 16;
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> block = bytes[..Math.Min(BlockLength, bytes.Length)];
            bytes = bytes[block.Length..];
            if (Vector128.IsHardwareAccelerated) AddVectors(ref block, ref sum, ref sums);
            foreach (byte value in block)
            {
                sum += value;
                sums += sum;
            }
            sum %= Modulus;
            sums %= Modulus;
        }
        return (sums << 16) | sum;
    }

    private static void AddVectors(ref ReadOnlySpan<byte> block, ref uint sum, ref uint sums)
    {
        int width = Avx512BW.IsSupported ? Vector512<byte>.Count : Vector256<byte>.Count;
        int length = block.Length & -width;
        if (length == 0) return;
        ReadOnlySpan<byte> vectors = block[..length];
        (uint added, uint weighted) = Avx512BW.IsSupported ? AddAvx512(vectors)
            : Avx2.IsSupported ? AddAvx2(vectors) : AddPortable(vectors);
        // Each byte counts once in its own sum and in each that follows; the sum so far in all of them.
        sums += ((uint)length * sum) + weighted;
        sum += added;
        block = block[length..];
    }

    /// <summary>The sum of the bytes, and of the bytes times their distance from the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (uint Sum, uint Weighted) AddAvx512(ReadOnlySpan<byte> bytes)
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        Vector512<sbyte> weights = Vector512.Create((sbyte)64) - Vector512<sbyte>.Indices;
        Vector512<uint> sum = default, before = default;
        Vector512<int> weighted = default;
        for (nuint i = 0; i < (nuint)bytes.Length; i += (nuint)Vector512<byte>.Count)
        {
            Vector512<byte> values = Vector512.LoadUnsafe(ref start, i);
            before += sum;
            sum += Avx512BW.SumAbsoluteDifferences(values, Vector512<byte>.Zero).AsUInt32();
            weighted += Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(values, weights), Vector512<short>.One);
        }
        return (Vector512.Sum(sum), (Vector512.Sum(before) * 64) + (uint)Vector512.Sum(weighted));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (uint Sum, uint Weighted) AddAvx2(ReadOnlySpan<byte> bytes)
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        Vector256<sbyte> weights = Vector256.Create((sbyte)32) - Vector256<sbyte>.Indices;
        Vector256<uint> sum = default, before = default;
        Vector256<int> weighted = default;
        for (nuint i = 0; i < (nuint)bytes.Length; i += (nuint)Vector256<byte>.Count)
        {
            Vector256<byte> values = Vector256.LoadUnsafe(ref start, i);
            before += sum;
            sum += Avx2.SumAbsoluteDifferences(values, Vector256<byte>.Zero).AsUInt32();
            weighted += Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(values, weights), Vector256<short>.One);
        }
        return (Vector256.Sum(sum), (Vector256.Sum(before) * 32) + (uint)Vector256.Sum(weighted));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (uint Sum, uint Weighted) AddPortable(ReadOnlySpan<byte> bytes)
    {
        // Sums per column of 16 bytes: a block has 346 rows at most, whose sums of sums take more than 16 bits.
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        Vector128<uint> s0 = default, s1 = default, s2 = default, s3 = default;
        Vector128<uint> b0 = default, b1 = default, b2 = default, b3 = default;
        for (nuint i = 0; i < (nuint)bytes.Length; i += (nuint)Vector128<byte>.Count)
        {
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.LoadUnsafe(ref start, i));
            (b0, b1, b2, b3) = (b0 + s0, b1 + s1, b2 + s2, b3 + s3);
            s0 += Vector128.WidenLower(low);
            s1 += Vector128.WidenUpper(low);
            s2 += Vector128.WidenLower(high);
            s3 += Vector128.WidenUpper(high);
        }
        Vector128<uint> weights = Vector128.Create(16u) - Vector128<uint>.Indices;
        Vector128<uint> weighted = (s0 * weights) + (s1 * (weights - Vector128.Create(4u)))
            + (s2 * (weights - Vector128.Create(8u))) + (s3 * (weights - Vector128.Create(12u)));
        return (Vector128.Sum(s0 + s1 + s2 + s3), (Vector128.Sum(b0 + b1 + b2 + b3) * 16) + Vector128.Sum(weighted));
    }
}
