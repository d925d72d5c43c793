using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>The first page of a journal. A valid header shows that the journal is complete.</summary>
/// <param name="End">Bytes of the file from here on are not overwritten.</param>
/// <param name="Length">The length of the file when the journal was completed.</param>
/// <param name="NewLength">The length of the file after the change.</param>
/// <param name="Count">The number of pages.</param>
/// <param name="IndexAt">Where the entries start in the journal.</param>
/// <param name="IndexSum">The checksum of the entries.</param>
internal sealed record JournalHeader(long End, long Length, long NewLength, int Count, long IndexAt, uint IndexSum)
{
    private const ulong Magic = 0x314A_3546_4448_4144; // "DAHDF5J1"
    private const int Size = 56;
    private const int Summed = 48;

    /// <summary>Encodes the header.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[PageOverlay.PageSize];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), End);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), NewLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), IndexAt);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), Count);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(36), IndexSum);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Summed), PageSums.Sum(bytes.AsSpan(0, Summed)));
        return bytes;
    }

    /// <summary>Reads the header of a journal; null if the journal is incomplete.</summary>
    public static JournalHeader? Read(StoredFile journal)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (journal.Read(0, bytes) < Size || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[Summed..]) != PageSums.Sum(bytes[..Summed]))
        {
            return null;
        }
        return new(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]));
    }

    /// <summary>Reads the entries of the journal; null if they are incomplete.</summary>
    public JournalEntry[]? ReadEntries(StoredFile journal)
    {
        var length = (long)Count * JournalEntry.Size;
        if (Count < 0 || IndexAt < 0 || IndexAt > journal.Length - length)
            return null;
        var entries = new JournalEntry[Count];
        var bytes = MemoryMarshal.AsBytes(entries.AsSpan());
        return journal.Read(IndexAt, bytes) == bytes.Length && PageSums.Sum(bytes) == IndexSum ? entries : null;
    }

    /// <summary>Overwrites the pages of the file with those of the journal, and sets the file's length. Safe to repeat.</summary>
    public void Play(StoredFile file, StoredFile journal, IReadOnlyList<JournalEntry> entries)
    {
        var page = new byte[PageOverlay.PageSize];
        foreach (var entry in entries)
        {
            ReadPage(journal, entry, page);
            file.Write(entry.Number * PageOverlay.PageSize, page.AsSpan(0, PageOverlay.LengthOf(entry.Number, End)));
        }
        if (file.Length != NewLength)
            file.SetLength(NewLength);
        file.Flush();
    }

    /// <summary>Reads a page from its slot of the journal.</summary>
    public void ReadPage(StoredFile journal, JournalEntry entry, Span<byte> page)
    {
        page.Clear();
        if (entry.Slot is >= 0 and < int.MaxValue)
            journal.Read(PageOverlay.PageSize + (entry.Slot * PageOverlay.PageSize), page[..PageOverlay.LengthOf(entry.Number, End)]);
    }
}

/// <summary>The journal's record of a page.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Slot">The slot that holds it.</param>
/// <param name="Before">Checksums of the old content.</param>
/// <param name="After">Checksums of the new content.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct JournalEntry(long Number, long Slot, PageSums Before, PageSums After)
{
    /// <summary>Bytes of an entry.</summary>
    public const int Size = 16 + (2 * 4 * PageSums.Sectors);

    /// <summary>Encodes entries. They are little-endian, as are all machines on which the HDF5 driver is known to work.</summary>
    public static byte[] Encode(List<JournalEntry> entries) =>
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(entries)).ToArray();
}
