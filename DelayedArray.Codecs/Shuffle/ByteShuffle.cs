using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

/// <summary>
/// The byte transposition of HDF5's shuffle: the first bytes of all elements, then their second bytes, and so on. Bytes beyond the last
/// whole element stay at the end unchanged.
/// </summary>
/// <remarks>
/// Elements are processed 16 at a time and their bytes in groups of 8, 4, 2 and 1, so that every element size uses vectors. Within a group,
/// interleaving the first and second half of the registers rotates the bits of each byte's address by one. The addresses of 16 elements of
/// 8 bytes have 7 bits: 3 turns undo the shuffle, and 4 turns apply it.
/// </remarks>
internal static unsafe partial class ByteShuffle
{
    private const int Tile = 16;

    /// <summary>Shuffles into a destination of the same length. The two must not overlap.</summary>
    public static void Shuffle(ReadOnlySpan<byte> source, Span<byte> destination, int elementSize)
    {
        var count = Prepare(source, destination, elementSize);
        if (count == 0)
            return;
        fixed (byte* from = source)
        fixed (byte* to = destination)
        {
            nint done = 0;
            if (Vector128.IsHardwareAccelerated)
            {
                for (; done + Tile <= count; done += Tile)
                    ShuffleTile(from + (done * elementSize), to + done, count, elementSize);
            }
            for (nint b = 0; b < elementSize; b++)
            {
                for (var i = done; i < count; i++)
                    to[(b * count) + i] = from[(i * elementSize) + b];
            }
        }
    }

    /// <summary>Undoes <see cref="Shuffle"/>, into a destination of the same length. The two must not overlap.</summary>
    public static void Unshuffle(ReadOnlySpan<byte> source, Span<byte> destination, int elementSize)
    {
        var count = Prepare(source, destination, elementSize);
        if (count == 0)
            return;
        fixed (byte* from = source)
        fixed (byte* to = destination)
            UnshuffleRun(from, count, to, count, elementSize);
    }

    /// <summary>Undoes <see cref="Shuffle"/>, into rows with the same total length. The two must not overlap.</summary>
    public static void Unshuffle(ReadOnlySpan<byte> source, SpanRows<byte> destination, int elementSize)
    {
        if (destination.TotalLength != source.Length)
            throw new ArgumentException("not as long as the source", nameof(destination));
        if (elementSize == 1)
        {
            destination.CopyFrom(source);
            return;
        }
        if (destination.Length % elementSize != 0)
            throw new ArgumentException("rows end within elements", nameof(destination));
        var count = source.Length / elementSize;
        var length = destination.Length / elementSize;
        fixed (byte* from = source)
        {
            for (var row = 0; row < destination.Count; row++)
            {
                fixed (byte* to = destination[row])
                    UnshuffleRun(from + ((nint)row * length), count, to, length, elementSize);
            }
        }
    }

    /// <summary>Unshuffles some consecutive elements. Their planes of bytes are <paramref name="plane"/> bytes apart.</summary>
    private static void UnshuffleRun(byte* from, nint plane, byte* to, nint count, int elementSize)
    {
        var done = Avx2.IsSupported ? UnshuffleWide(from, plane, to, count, elementSize) : 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; done + Tile <= count; done += Tile)
                UnshuffleTile(from + done, to + (done * elementSize), plane, elementSize);
        }
        if (done < count && count >= Tile && Vector128.IsHardwareAccelerated)
        {
            // The last tile overlaps the one before it.
            UnshuffleTile(from + count - Tile, to + ((count - Tile) * elementSize), plane, elementSize);
            return;
        }
        for (; done < count; done++)
        {
            for (nint b = 0; b < elementSize; b++)
                to[(done * elementSize) + b] = from[(b * plane) + done];
        }
    }

    /// <summary>Checks the lengths, copies the bytes that are not shuffled, and returns the number of elements that are.</summary>
    private static int Prepare(ReadOnlySpan<byte> source, Span<byte> destination, int elementSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(elementSize);
        if (destination.Length < source.Length)
            throw new ArgumentException("shorter than the source", nameof(destination));
        var count = source.Length / elementSize;
        // Shuffling one element, or elements of one byte, changes nothing.
        if (elementSize == 1 || count < 2)
            count = 0;
        var shuffled = count * elementSize;
        source[shuffled..].CopyTo(destination[shuffled..]);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShuffleTile(byte* source, byte* destination, nint count, int elementSize)
    {
        var b = 0;
        for (; b + 8 <= elementSize; b += 8)
            Split8(source + b, elementSize, destination + (b * count), count);
        if ((elementSize & 4) != 0)
        {
            Split4(source + b, elementSize, destination + (b * count), count);
            b += 4;
        }
        if ((elementSize & 2) != 0)
        {
            Split2(source + b, elementSize, destination + (b * count), count);
            b += 2;
        }
        if ((elementSize & 1) == 0)
            return;
        for (nint i = 0; i < Tile; i++)
            destination[(b * count) + i] = source[(i * elementSize) + b];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UnshuffleTile(byte* source, byte* destination, nint plane, int elementSize)
    {
        var b = 0;
        for (; b + 8 <= elementSize; b += 8)
            Merge8(source + (b * plane), plane, destination + b, elementSize);
        if ((elementSize & 4) != 0)
        {
            Merge4(source + (b * plane), plane, destination + b, elementSize);
            b += 4;
        }
        if ((elementSize & 2) != 0)
        {
            Merge2(source + (b * plane), plane, destination + b, elementSize);
            b += 2;
        }
        if ((elementSize & 1) == 0)
            return;
        for (nint i = 0; i < Tile; i++)
            destination[(i * elementSize) + b] = source[(b * plane) + i];
    }
}
