using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Encoding. A table holds the last position of each hash of 3 bytes.</summary>
public sealed partial class LzfCodec
{
    private const int HashBits = 13;
    private const int LongestMatch = 264;
    private const int Reach = 1 << 13;

    /// <summary>
    /// Encodes into a destination of at least <see cref="MaximumEncodedLength"/> bytes. Returns the number of bytes written.
    /// </summary>
    private static int Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var last = ArrayPool<int>.Shared.Rent(1 << HashBits);
        try
        {
            last.AsSpan(0, 1 << HashBits).Fill(-Reach - 1);
            return Encode(source, destination, last);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(last);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Encode(ReadOnlySpan<byte> source, Span<byte> destination, int[] last)
    {
        var written = 0;
        var runStart = 0;
        var i = 0;
        // A hash of three bytes reads four.
        while (i + sizeof(uint) <= source.Length)
        {
            var three = Three(source, i);
            ref var entry = ref last[(three * 2654435761u) >> (32 - HashBits)];
            var candidate = entry;
            entry = i;
            if (i - candidate > Reach || Three(source, candidate) != three)
            {
                i++;
                continue;
            }
            written += WriteRuns(source[runStart..i], destination[written..]);
            var length = MatchLength(source, candidate, i);
            written += WriteMatch(destination[written..], i - candidate - 1, length);
            i += length;
            runStart = i;
        }
        return written + WriteRuns(source[runStart..], destination[written..]);
    }

    private static uint Three(ReadOnlySpan<byte> source, int position) =>
        BinaryPrimitives.ReadUInt32LittleEndian(source[position..]) & 0xFFFFFF;

    private static int MatchLength(ReadOnlySpan<byte> source, int candidate, int position)
    {
        var longest = Math.Min(LongestMatch, source.Length - position);
        return source.Slice(position, longest).CommonPrefixLength(source.Slice(candidate, longest));
    }

    private static int WriteRuns(ReadOnlySpan<byte> run, Span<byte> destination)
    {
        var written = 0;
        while (!run.IsEmpty)
        {
            var length = Math.Min(run.Length, LongestRun);
            destination[written++] = (byte)(length - 1);
            run[..length].CopyTo(destination[written..]);
            written += length;
            run = run[length..];
        }
        return written;
    }

    private static int WriteMatch(Span<byte> destination, int distance, int length)
    {
        var code = length - 2;
        var written = 0;
        destination[written++] = (byte)((Math.Min(code, 7) << 5) | (distance >> 8));
        if (code >= 7)
            destination[written++] = (byte)(code - 7);
        destination[written++] = (byte)distance;
        return written;
    }
}
