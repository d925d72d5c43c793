using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Zarr;

/// <summary>The records at the end of a zip file, which tell where its central directory is (APPNOTE 6.3, sections 4.3.14 to 4.3.16).</summary>
/// <param name="Offset">Where the directory begins.</param>
/// <param name="Length">The length of the directory in bytes.</param>
/// <param name="Skipped">The number of bytes to add to offsets so that they count from the start of the file.</param>
/// <param name="Comment">The comment of the file.</param>
internal readonly record struct ZipEnd(long Offset, long Length, long Skipped, byte[] Comment)
{
    private const uint EndSignature = 0x06054b50;
    private const uint LocatorSignature = 0x07064b50;
    private const uint End64Signature = 0x06064b50;
    public const uint EntrySignature = 0x02014b50;
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int End64Length = 56;

    /// <summary>Finds the records of a file.</summary>
    /// <param name="location">The file, as messages name it.</param>
    /// <param name="file">The file.</param>
    /// <param name="size">Where the file ends.</param>
    /// <exception cref="ArrayFormatException">The file is not a zip file, or is truncated or damaged.</exception>
    public static ZipEnd Find(string location, SafeFileHandle file, long size)
    {
        var tail = ReadAt(file, Math.Max(0, size - EndLength - LocatorLength - ushort.MaxValue), size);
        var at = FindEnd(location, tail);
        ReadOnlySpan<byte> end = tail.AsSpan(at);
        var comment = end.Slice(EndLength, BinaryPrimitives.ReadUInt16LittleEndian(end[20..])).ToArray();
        ulong length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        ulong offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var before = size - tail.Length + at;
        if (at >= LocatorLength
            && tail.AsSpan(at - LocatorLength) is var locator
            && BinaryPrimitives.ReadUInt32LittleEndian(locator) == LocatorSignature)
        {
            before = FindEnd64(before - LocatorLength, BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]));
            ReadOnlySpan<byte> end64 = ReadAt(file, before, before + End64Length);
            length = BinaryPrimitives.ReadUInt64LittleEndian(end64[40..]);
            offset = BinaryPrimitives.ReadUInt64LittleEndian(end64[48..]);
        }
        else if (BinaryPrimitives.ReadUInt16LittleEndian(end[4..]) != 0)
        {
            throw Damaged(location, "it is one part of an archive in several files");
        }
        if (offset > (ulong)before || length > (ulong)before - offset)
            throw Damaged(location, $"the central directory should be {length} bytes from byte {offset}, but the file ends earlier");
        // All programs write the directory directly before its end record. There it is found however offsets are counted.
        var found = before - (long)length;
        return found != (long)offset && (length == 0 || HasSignature(file, size, found, EntrySignature))
            ? new(found, (long)length, found - (long)offset, comment)
            : new((long)offset, (long)length, 0, comment);

        // The 64-bit end record is directly before its locator, or where the locator says.
        long FindEnd64(long locator, ulong stated)
        {
            if (HasSignature(file, size, locator - End64Length, End64Signature))
                return locator - End64Length;
            return stated <= (ulong)Math.Max(0, locator - End64Length) && HasSignature(file, size, (long)stated, End64Signature)
                ? (long)stated
                : throw Damaged(location, "the 64-bit end record of the central directory is not where it should be");
        }
    }

    /// <summary>Whether a record with this signature begins at a position.</summary>
    public static bool HasSignature(SafeFileHandle file, long size, long position, uint signature) =>
        position >= 0 && position <= size - sizeof(uint)
        && BinaryPrimitives.ReadUInt32LittleEndian(ReadAt(file, position, position + sizeof(uint))) == signature;

    /// <summary>Reads the bytes between two positions.</summary>
    public static byte[] ReadAt(SafeFileHandle file, long start, long end)
    {
        var bytes = new byte[end - start];
        new FileWindow(file, start, bytes.Length).Take(bytes.Length).CopyTo(bytes);
        return bytes;
    }

    /// <summary>The error for a zip file that contradicts itself.</summary>
    public static ArrayFormatException Damaged(string location, string problem) => new(location, null, $"the zip file is damaged: {problem}");

    private static int FindEnd(string location, ReadOnlySpan<byte> tail)
    {
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail[at..]) == EndSignature
                && at + EndLength + BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) <= tail.Length)
            {
                return at;
            }
        }
        throw Damaged(location, "it has no end record, so it is not a zip file or was truncated");
    }
}
