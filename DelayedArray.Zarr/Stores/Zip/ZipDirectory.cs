using System.Buffers.Binary;
using System.Collections;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Zarr;

/// <summary>
/// Reads the central directory of a zip file, with 64-bit fields where needed (PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.3). Memory use
/// grows with the actual entries, not with the numbers the file states. Other bytes may precede the zip file, as in a self-extractor.
/// Offsets then count from the start of the file, or from the end of those bytes.
/// </summary>
/// <param name="location">The file, as messages name it.</param>
/// <param name="file">The file.</param>
/// <param name="size">The end of the zip file; by default that of the whole file.</param>
internal sealed class ZipDirectory(string location, SafeFileHandle file, long? size = null)
{
    private const uint LocalSignature = 0x04034b50;
    private const int EntryLength = 46;
    private const int MaxAttempts = 10;

    // A symbolic link is marked by the upper four bits of the mode of a file that was added on Unix.
    private const int MadeByUnix = 3;
    private const int LinkType = 0xA;

    /// <summary>The end of the file to which the directory belongs.</summary>
    public long Size { get; } = size ?? RandomAccess.GetLength(file);

    /// <summary>Where the directory begins. Like the properties below, it is valid once the directory was read.</summary>
    public long Offset { get; private set; }

    /// <summary>The length of the directory in bytes, without the records that follow it.</summary>
    public long Length { get; private set; }

    /// <summary>The number of bytes to add to offsets so that they count from the start of the file.</summary>
    public long Skipped { get; private set; }

    /// <summary>The comment of the zip file.</summary>
    public byte[] Comment { get; private set; } = [];

    /// <summary>Whether each entry can be a value.</summary>
    public BitArray Values { get; private set; } = new(0);

    /// <summary>Reads the entries of a file that another program may be extending, or was extending when it was killed.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="location">The file, as messages name it.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="ArrayFormatException">The file is not a zip file, or is damaged.</exception>
    public static IReadOnlyList<ZipEntry> ReadGrowing(string path, string location, SafeFileHandle file)
    {
        for (var attempt = 1; ; attempt++)
        {
            var directory = new ZipDirectory(location, file);
            try
            {
                return directory.Read();
            }
            catch (Exception problem) when (problem is ArrayFormatException or EndOfStreamException)
            {
                var length = RandomAccess.GetLength(file);
                // The old directory still exists.
                if (new ZipJournal(path).TryRead() is { } end && end < length)
                    return new ZipDirectory(location, file, end).Read();
                if (length != directory.Size && attempt < MaxAttempts)
                    continue;
                if (problem is ArrayFormatException)
                    throw;
                throw new IOException($"{location}: {problem.Message}", problem);
            }
        }
    }

    /// <summary>Copies the records of selected entries.</summary>
    /// <param name="kept">Whether to copy each entry.</param>
    /// <param name="target">The directory to copy to.</param>
    public void Copy(BitArray kept, ZipDirectoryWriter target)
    {
        var window = new FileWindow(file, Offset, Length);
        for (var number = 0; window.Remaining > 0; number++)
        {
            var head = Take(window, EntryLength).ToArray();
            var rest = Take(window, RestLength(head));
            if (number < kept.Length && kept[number])
                target.Add([.. head, .. rest]);
        }
    }

    /// <summary>Reads the entries that can be values, in the order of the directory. A name may occur several times.</summary>
    /// <exception cref="ArrayFormatException">The file is not a zip file, or is truncated or damaged.</exception>
    public IReadOnlyList<ZipEntry> Read()
    {
        Locate();
        var window = new FileWindow(file, Offset, Length);
        var entries = new List<ZipEntry>();
        var starts = new List<long> { Offset };
        while (window.Remaining > 0)
        {
            var entry = ReadEntry(window, starts);
            if (entry is not null)
                entries.Add(entry);
        }
        if (Skipped > 0 && entries.Count > 0 && ZipEnd.HasSignature(file, Size, entries[0].HeaderOffset + Skipped, LocalSignature))
            Move(entries, starts, Skipped);
        Values = new BitArray(starts.Count - 1);
        foreach (var entry in entries)
            Values[entry.Number] = true;
        starts.Sort();
        foreach (var entry in entries)
            entry.End = Next(starts, entry.HeaderOffset);
        return entries;
    }

    /// <summary>Whether other bytes precede the zip file.</summary>
    public bool HasOtherBytesInFront() => Size >= 2 && !ZipEnd.ReadAt(file, 0, 2).AsSpan().SequenceEqual("PK"u8);

    /// <summary>Makes all offsets count from the start of the file.</summary>
    private static void Move(List<ZipEntry> entries, List<long> starts, long skipped)
    {
        foreach (var entry in entries)
            entry.HeaderOffset += Math.Min(skipped, long.MaxValue - entry.HeaderOffset);
        // The first is that of the directory, whose position is known.
        for (var i = 1; i < starts.Count; i++)
            starts[i] += Math.Min(skipped, long.MaxValue - starts[i]);
    }

    /// <summary>Finds the directory without reading it.</summary>
    /// <exception cref="ArrayFormatException">The file is not a zip file, or is truncated or damaged.</exception>
    public void Locate()
    {
        var end = ZipEnd.Find(location, file, Size);
        (Offset, Length, Skipped, Comment) = (end.Offset, end.Length, end.Skipped, end.Comment);
    }

    private ZipEntry? ReadEntry(FileWindow window, List<long> starts)
    {
        var head = Take(window, EntryLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != ZipEnd.EntrySignature)
            throw Damaged($"entry {starts.Count} of the central directory does not begin with its signature");
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(head[30..]);
        var restLength = RestLength(head);
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]);
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(head[16..]);
        ulong compressed = BinaryPrimitives.ReadUInt32LittleEndian(head[20..]);
        ulong length = BinaryPrimitives.ReadUInt32LittleEndian(head[24..]);
        ulong offset = BinaryPrimitives.ReadUInt32LittleEndian(head[42..]);
        var isLink = head[5] == MadeByUnix && (BinaryPrimitives.ReadUInt32LittleEndian(head[38..]) >> 28) == LinkType;
        var rest = Take(window, restLength);
        Widen(rest.Slice(nameLength, extraLength), ref length, ref compressed, ref offset);
        starts.Add(offset > long.MaxValue ? long.MaxValue : (long)offset);
        if (ZipEntry.DecodeName(rest[..nameLength], flags) is not { } name || name.Length == 0 || !StoreKey.IsKey(name))
            return null;
        if ((length | compressed | offset) > long.MaxValue)
            throw Damaged($"the sizes of entry '{name}' are not possible");
        return new ZipEntry
        {
            File = file,
            Name = name,
            Flags = flags,
            Method = method,
            Crc = crc,
            CompressedLength = (long)compressed,
            Length = (long)length,
            HeaderOffset = (long)offset,
            IsLink = isLink,
            Number = starts.Count - 2,
        };
    }

    /// <summary>The length of an entry's name, extra fields and comment.</summary>
    private static int RestLength(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadUInt16LittleEndian(head[28..])
        + BinaryPrimitives.ReadUInt16LittleEndian(head[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(head[32..]);

    /// <summary>Replaces fields whose bits are all set by their 64-bit values, which the extra field lists in this order.</summary>
    private static void Widen(ReadOnlySpan<byte> extra, ref ulong length, ref ulong compressed, ref ulong offset)
    {
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var size = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            var field = extra.Slice(4, size);
            extra = extra[(4 + size)..];
            if (id != 1)
                continue;
            WidenOne(ref field, ref length);
            WidenOne(ref field, ref compressed);
            WidenOne(ref field, ref offset);
        }
    }

    private static void WidenOne(ref ReadOnlySpan<byte> field, ref ulong value)
    {
        if (value != uint.MaxValue || field.Length < 8)
            return;
        value = BinaryPrimitives.ReadUInt64LittleEndian(field);
        field = field[8..];
    }

    private ReadOnlySpan<byte> Take(FileWindow window, int count) =>
        count <= window.Remaining ? window.Take(count) : throw Damaged("the central directory ends within an entry");

    private ArrayFormatException Damaged(string problem) => ZipEnd.Damaged(location, problem);

    private static long Next(List<long> starts, long offset)
    {
        var found = starts.BinarySearch(offset + 1);
        found = found < 0 ? ~found : found;
        // The directory always follows, except for an entry that claims to start after it.
        return found < starts.Count ? starts[found] : offset;
    }
}
