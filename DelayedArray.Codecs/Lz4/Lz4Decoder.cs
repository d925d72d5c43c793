using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// Decodes LZ4 blocks: sequences of literals, each followed by a copy of earlier bytes. Source: the LZ4 block format description.
/// </summary>
internal static unsafe partial class Lz4Decoder
{
    /// <summary>The result for a block that is damaged, or that exceeds the destination.</summary>
    public const int Damaged = -1;

    /// <summary>A length whose four bits are all set. It continues in the bytes that follow.</summary>
    public const int Long = 15;

    public const int ShortestMatch = 4;

    private const int Width = MatchCopy.Width;
    private const int MinRatio = 4;

    /// <summary>Whether this decoder is faster than liblz4: on some processors, for long copies with few literals between them.</summary>
    public static bool IsPreferred(long stored, long length) => IsFast && stored <= length / MinRatio;

    /// <summary>Decodes a block.</summary>
    /// <returns>The number of bytes written, or <see cref="Damaged"/>.</returns>
    public static int Decode(byte* source, int length, byte* destination, int room)
    {
        var state = new Lz4State
        {
            Source = source,
            SourceEnd = source + length,
            First = destination,
            Next = destination,
            End = destination + room,
        };
        var isLast = false;
        while (!isLast)
        {
            if (IsFast)
                RunFast(ref state);
            if (!TrySequence(ref state, out isLast))
                return Damaged;
        }
        return (int)(state.Next - state.First);
    }

    /// <summary>Decodes one sequence with all checks.</summary>
    /// <returns>Whether the sequence is valid.</returns>
    private static bool TrySequence(ref Lz4State state, out bool isLast)
    {
        isLast = false;
        var source = state.Source;
        if (source >= state.SourceEnd)
            return false;
        uint token = *source++;
        if (!TryLength(ref source, state.SourceEnd, token >> 4, out var literals))
            return false;
        if (literals > state.SourceEnd - source || literals > state.End - state.Next)
            return false;
        CopyLiterals(source, ref state, literals);
        source += literals;
        state.Next += literals;
        // A block ends with literals, possibly none.
        isLast = source == state.SourceEnd;
        var isSound = isLast || TryMatch(ref state, ref source, token & Long);
        state.Source = source;
        return isSound;
    }

    private static bool TryMatch(ref Lz4State state, ref byte* source, uint token)
    {
        if (state.SourceEnd - source < sizeof(ushort))
            return false;
        var offset = source[0] | (source[1] << 8);
        source += sizeof(ushort);
        if (!TryLength(ref source, state.SourceEnd, token, out var length))
            return false;
        length += ShortestMatch;
        if (offset == 0 || offset > state.Next - state.First || length > state.End - state.Next)
            return false;
        Repeat(ref state, offset, (int)length);
        state.Next += length;
        return true;
    }

    /// <summary>Reads a length: four bits, and further bytes that are added as long as all bits of the previous ones are set.</summary>
    private static bool TryLength(ref byte* source, byte* end, uint bits, out nint length)
    {
        length = (nint)bits;
        if (bits < Long)
            return true;
        byte more;
        do
        {
            if (source >= end || length > int.MaxValue - byte.MaxValue)
                return false;
            more = *source++;
            length += more;
        }
        while (more == byte.MaxValue);
        return true;
    }

    private static void CopyLiterals(byte* source, ref Lz4State state, nint length)
    {
        if (state.SourceEnd - source - length >= Width && state.End - state.Next - length >= Width)
            CopyWhole(source, state.Next, length);
        else
            new Span<byte>(source, (int)length).CopyTo(new Span<byte>(state.Next, (int)length));
    }

    /// <summary>Repeats the last bytes written.</summary>
    private static void Repeat(ref Lz4State state, int offset, int length)
    {
        var to = state.Next;
        var target = new Span<byte>(to, length);
        if (offset == 1)
        {
            target.Fill(to[-1]);
            return;
        }
        if (offset >= Width && state.End - to - length >= Width)
        {
            CopyWhole(to - offset, to, length);
            return;
        }
        // Each copy doubles the bytes available.
        for (var done = 0; done < length;)
        {
            var count = Math.Min(offset + done, length - done);
            new ReadOnlySpan<byte>(to - offset, count).CopyTo(target[done..]);
            done += count;
        }
    }

    /// <summary>Copies whole vectors. The last one may extend beyond the end.</summary>
    private static void CopyWhole(byte* from, byte* to, nint length)
    {
        for (nint i = 0; i < length; i += Width)
            Vector512.Load(from + i).Store(to + i);
    }
}
