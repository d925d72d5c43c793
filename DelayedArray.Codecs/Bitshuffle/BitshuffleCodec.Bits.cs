using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// The bit transposition of bitshuffle, applied to one block of a multiple of 8 elements. It stores bit 0 of byte 0 of all elements, then
/// bit 1 of byte 0, and so on. Each row is packed from the least significant bit. Source: the description of the bitshuffle format.
/// </summary>
/// <remarks>The transposition has three steps: a byte shuffle into planes, a transposition of the 8 x 8 bits in every 8 bytes, and in each
/// plane a byte shuffle of those groups of 8 into 8 rows.</remarks>
public sealed partial class BitshuffleCodec
{
    private void Transpose(ReadOnlySpan<byte> source, Span<byte> destination, Span<byte> scratch)
    {
        var plane = source.Length / _elementSize;
        scratch = scratch[..source.Length];
        ByteShuffle.Shuffle(source, scratch, _elementSize);
        TransposeBits(scratch);
        for (var start = 0; start < source.Length; start += plane)
            ByteShuffle.Shuffle(scratch.Slice(start, plane), destination.Slice(start, plane), 8);
    }

    private void Untranspose(ReadOnlySpan<byte> source, Span<byte> destination, Span<byte> scratch)
    {
        var plane = source.Length / _elementSize;
        var planes = (_elementSize == 1 ? destination : scratch)[..source.Length];
        for (var start = 0; start < source.Length; start += plane)
            ByteShuffle.Unshuffle(source.Slice(start, plane), planes.Slice(start, plane), 8);
        TransposeBits(planes);
        if (_elementSize > 1)
            ByteShuffle.Unshuffle(planes, destination, _elementSize);
    }

    /// <summary>Swaps bit j of byte i with bit i of byte j in every group of 8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeBits(Span<byte> bytes)
    {
        var groups = MemoryMarshal.Cast<byte, ulong>(bytes);
        ref var start = ref MemoryMarshal.GetReference(groups);
        var i = 0;
        for (; i + Vector256<ulong>.Count <= groups.Length; i += Vector256<ulong>.Count)
        {
            var x = Vector256.LoadUnsafe(ref start, (nuint)i);
            var t = (x ^ (x >>> 7)) & Vector256.Create(0x00AA00AA00AA00AAUL);
            x ^= t ^ (t << 7);
            t = (x ^ (x >>> 14)) & Vector256.Create(0x0000CCCC0000CCCCUL);
            x ^= t ^ (t << 14);
            t = (x ^ (x >>> 28)) & Vector256.Create(0x00000000F0F0F0F0UL);
            (x ^ t ^ (t << 28)).StoreUnsafe(ref start, (nuint)i);
        }
        for (; i < groups.Length; i++)
        {
            var x = groups[i];
            var t = (x ^ (x >> 7)) & 0x00AA00AA00AA00AA;
            x ^= t ^ (t << 7);
            t = (x ^ (x >> 14)) & 0x0000CCCC0000CCCC;
            x ^= t ^ (t << 14);
            t = (x ^ (x >> 28)) & 0x00000000F0F0F0F0;
            groups[i] = x ^ t ^ (t << 28);
        }
    }
}
