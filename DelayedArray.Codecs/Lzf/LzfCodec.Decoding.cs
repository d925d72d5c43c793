using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// Decoding. A control byte below 32 precedes literal bytes, one more than its value. In any other control byte, the upper 3 bits plus 2
/// are the length of a copy (if they are 7, the next byte is added), and the lower 5 bits together with the next byte are the distance
/// minus 1.
/// </summary>
public sealed partial class LzfCodec
{
    private const int LongestRun = 32;
    private const int VectorLength = 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var read = 0;
        var written = 0;
        while (read < source.Length)
        {
            int control = source[read++];
            if (control < LongestRun)
            {
                var run = control + 1;
                if (run > source.Length - read)
                    throw CodecException.Truncated(Name, "a run", run, source.Length - read);
                if (run > destination.Length - written)
                    throw Overrun(destination.Length);
                CopyRun(source[read..], destination[written..], run);
                read += run;
                written += run;
                continue;
            }
            var length = (control >> 5) + 2;
            var more = length == 9 ? 2 : 1;
            if (more > source.Length - read)
                throw CodecException.Truncated(Name, "a copy", more, source.Length - read);
            if (more == 2)
                length += source[read++];
            var distance = (((control & 31) << 8) | source[read++]) + 1;
            if (distance > written)
                throw CodecException.Decoding(Name, $"a copy from {distance} bytes back, but only {written} are decoded");
            if (length > destination.Length - written)
                throw Overrun(destination.Length);
            CopyMatch(destination, written, distance, length);
            written += length;
        }
        return written;
    }

    private CodecException Overrun(int expected) =>
        CodecException.Decoding(Name, $"the data hold more than the {expected} bytes expected");

    /// <summary>Copies a run. If both sides have room, it copies two whole vectors regardless of the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRun(ReadOnlySpan<byte> source, Span<byte> destination, int run)
    {
        if (source.Length < LongestRun || destination.Length < LongestRun)
        {
            source[..run].CopyTo(destination);
            return;
        }
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(destination);
        Vector128.LoadUnsafe(ref from).StoreUnsafe(ref to);
        Vector128.LoadUnsafe(ref from, VectorLength).StoreUnsafe(ref to, VectorLength);
    }

    /// <summary>Copies within the destination from the first byte on. The copy may read bytes that it has just written.</summary>
    private static void CopyMatch(Span<byte> destination, int at, int distance, int length)
    {
        if (distance == 1)
        {
            destination.Slice(at, length).Fill(destination[at - 1]);
            return;
        }
        if (distance < VectorLength || destination.Length - at < length + VectorLength)
        {
            for (var i = at; i < at + length; i++)
                destination[i] = destination[i - distance];
            return;
        }
        ref var to = ref destination[at];
        ref var from = ref destination[at - distance];
        for (nuint i = 0; i < (nuint)length; i += VectorLength)
            Vector128.LoadUnsafe(ref from, i).StoreUnsafe(ref to, i);
    }
}
