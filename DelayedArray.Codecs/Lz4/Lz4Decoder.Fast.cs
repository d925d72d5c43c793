using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

/// <summary>
/// Decodes the sequences of an LZ4 block as long as they are short and far from both ends. A register holds the last 64 bytes of output,
/// and near matches are permuted from it. Loading them from memory would wait for the store of the previous match. The tables are those of
/// <see cref="MatchCopy"/>.
/// </summary>
internal static unsafe partial class Lz4Decoder
{
    // A token, one more byte for each length, the literals and an offset, all loaded as vectors.
    private const int SourceMargin = 2 * Width;

    // The literals and a match.
    private const int Margin = 2 * Width;

    private static readonly byte* Tables = AlignedTables();

    /// <summary>Whether the processor permutes the bytes of two 64-byte vectors in one instruction.</summary>
    private static bool IsFast => MatchCopy.IsSupported && Environment.Is64BitProcess && BitConverter.IsLittleEndian;

    /// <summary>Decodes up to a sequence that is long, near an end or invalid. It may decode none.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SuppressMessage("Design", "MA0051", Justification = "The state has to stay in registers.")]
    private static void RunFast(ref Lz4State state)
    {
        byte* source = state.Source, first = state.First, to = state.Next;
        if (state.SourceEnd - source < SourceMargin || state.End - to < Margin)
            return;
        if (to - first < Width)
            return;
        var lastSource = state.SourceEnd - SourceMargin;
        var last = state.End - Margin;
        var tables = Tables;
        var recent = Vector512.Load(to - Width);
        while (source <= lastSource && to <= last)
        {
            uint token = *source;
            var next = source + 1;
            var match = to;
            var written = recent;
            if (token >= 1 << 4)
            {
                nuint count = token >> 4;
                if (count == Long)
                    count += *next++;
                if (count > Width)
                    break;
                var literals = Vector512.Load(next);
                literals.Store(match);
                written = Avx512Vbmi.PermuteVar64x8x2(recent, Vector512.Load(tables + MatchCopy.Counting + count), literals);
                match += count;
                next += count;
            }
            nuint offset = Unsafe.ReadUnaligned<ushort>(next);
            nuint length = token & Long;
            // Reads one more byte if all bits are set. It does not branch, because long lengths are hard to predict.
            var isLong = (length + 1) >> 4;
            length += ShortestMatch + (next[2] & (nuint)(0 - (nint)isLong));
            next += 2 + isLong;
            if (offset - 1 >= (nuint)(match - first) || length > Width)
                break;
            var far = (nint)(Width - offset) >> 63;
            var from = tables + ((match - offset - tables) & far);
            var row = offset ^ ((offset ^ MatchCopy.Far) & (nuint)far);
            var second = Vector512.Load(from);
            var index = Vector512.LoadAligned(tables + (row * Width));
            Avx512Vbmi.PermuteVar64x8x2(written, index, second).Store(match);
            // Combines the permutation with the shift, so that only one permutation waits for the previous sequence.
            index = Avx512Vbmi.PermuteVar64x8x2(
                Vector512.LoadAligned(tables + MatchCopy.Counting), Vector512.Load(tables + MatchCopy.Counting + length), index);
            recent = Avx512Vbmi.PermuteVar64x8x2(written, index, second);
            to = match + length;
            source = next;
        }
        state.Source = source;
        state.Next = to;
    }

    private static byte* AlignedTables()
    {
        var tables = (byte*)NativeMemory.AlignedAlloc((nuint)MatchCopy.Tables.Length, Width);
        MatchCopy.Tables.CopyTo(new Span<byte>(tables, MatchCopy.Tables.Length));
        return tables;
    }
}
