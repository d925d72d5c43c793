using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// Computes Fletcher's checksum over 16-bit big-endian words, with both sums modulo 65535. A last odd byte is the high half of a word.
/// Source: the checksum of HDF5's filter 3, which starts both sums at 0 and never reduces a non-zero sum to 0.
/// </summary>
/// <remarks>Swapping the bytes of a word multiplies it by 256 modulo 65535. The loop therefore adds little-endian words, and the two
/// results are swapped at the end.</remarks>
public sealed partial class Fletcher32Codec
{
    // The largest count for which a lane's sum of running sums, 65535 * n * (n + 1) / 2, fits in 32 bits.
    private const int StepsPerBlock = 360;
    private const int WordsPerStep = 16;

    internal static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ushort>(bytes);
        ulong sum1 = 0;
        ulong sum2 = 0;
        while (BitConverter.IsLittleEndian && words.Length >= WordsPerStep)
        {
            var steps = Math.Min(StepsPerBlock, words.Length / WordsPerStep);
            AddBlock(words[..(steps * WordsPerStep)], ref sum1, ref sum2);
            words = words[(steps * WordsPerStep)..];
        }
        var rest = words.Length * sizeof(ushort) + (bytes.Length & 1);
        var tail = bytes[^rest..];
        for (var i = 0; i < tail.Length; i += 2)
        {
            sum1 += (uint)(tail[i] | (i + 1 < tail.Length ? tail[i + 1] << 8 : 0));
            sum2 += sum1;
            if (!BitConverter.IsLittleEndian)
                (sum1, sum2) = (Fold(sum1), Fold(sum2));
        }
        return (SwapHalf(Fold(sum2)) << 16) | SwapHalf(Fold(sum1));
    }

    /// <summary>Converts a checksum to the form of libraries before 1.6.3, with the bytes of each half swapped.</summary>
    private static uint Swapped(uint checksum) => ((checksum & 0x00FF00FF) << 8) | ((checksum >> 8) & 0x00FF00FF);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBlock(ReadOnlySpan<ushort> words, ref ulong sum1, ref ulong sum2)
    {
        Vector256<uint> low1 = default, low2 = default, high1 = default, high2 = default;
        ref var start = ref MemoryMarshal.GetReference(words);
        for (var i = 0; i < words.Length; i += WordsPerStep)
        {
            (var low, var high) = Vector256.Widen(Vector256.LoadUnsafe(ref start, (nuint)i));
            low1 += low;
            high1 += high;
            low2 += low1;
            high2 += high1;
        }
        // Lane j sums words j, j + 16, ... Its running sums weigh each word by the steps left, of 16 words each, minus the j words before
        // it.
        Span<uint> sums = stackalloc uint[WordsPerStep];
        Span<uint> running = stackalloc uint[WordsPerStep];
        low1.CopyTo(sums);
        high1.CopyTo(sums[Vector256<uint>.Count..]);
        low2.CopyTo(running);
        high2.CopyTo(running[Vector256<uint>.Count..]);
        ulong block1 = 0;
        ulong block2 = 0;
        for (var j = 0; j < WordsPerStep; j++)
        {
            block1 += sums[j];
            block2 += ((ulong)running[j] * WordsPerStep) - ((ulong)sums[j] * (uint)j);
        }
        sum2 = Fold(sum2 + ((ulong)words.Length * sum1) + block2);
        sum1 = Fold(sum1 + block1);
    }

    private static uint SwapHalf(ulong value) => (uint)(((value << 8) | (value >> 8)) & 0xFFFF);

    /// <summary>Reduces modulo 65535 to 1..65535. Only 0 gives 0.</summary>
    private static ulong Fold(ulong value)
    {
        while (value > 0xFFFF)
            value = (value & 0xFFFF) + (value >> 16);
        return value;
    }
}
