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

    // A multiple of 64. From sums below the modulus, the sum of sums over this many bytes still fits in 32 bits.
    private const int BlockLength = 5504;

    internal static CodecEntry Entry { get; } = new("adler32")
    {
        IsStep = true,
        Zarr2 = new("adler32", stored => ChecksumCodec.Create("adler32", bytes => Append(Start, bytes), ChecksumCodec.IsAtStart(stored, absent: true)))
        {
            Write = _ => [],
        },
    };

    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var sum = checksum & 0xFFFF;
        var sums = checksum >> 16;
        while (!bytes.IsEmpty)
        {
            var block = bytes[..Math.Min(BlockLength, bytes.Length)];
            bytes = bytes[block.Length..];
            if (Avx512BW.IsSupported)
                AddVectors(ref block, ref sum, ref sums);
            foreach (var value in block)
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
        var length = block.Length & -Vector512<byte>.Count;
        if (length == 0)
            return;
        (var added, var weighted) = AddVectors(block[..length]);
        // Each byte counts in its own sum and in all that follow. The sum so far counts in all of them.
        sums += ((uint)length * sum) + weighted;
        sum += added;
        block = block[length..];
    }

    /// <summary>Sums the bytes, and the bytes multiplied by their distance from the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (uint Sum, uint Weighted) AddVectors(ReadOnlySpan<byte> bytes)
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var weights = Vector512.Create((sbyte)64) - Vector512<sbyte>.Indices;
        Vector512<uint> sum = default, before = default;
        Vector512<int> weighted = default;
        for (nuint i = 0; i < (nuint)bytes.Length; i += (nuint)Vector512<byte>.Count)
        {
            var values = Vector512.LoadUnsafe(ref start, i);
            before += sum;
            sum += Avx512BW.SumAbsoluteDifferences(values, Vector512<byte>.Zero).AsUInt32();
            weighted += Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(values, weights), Vector512<short>.One);
        }
        return (Vector512.Sum(sum), (Vector512.Sum(before) * 64) + (uint)Vector512.Sum(weighted));
    }
}
