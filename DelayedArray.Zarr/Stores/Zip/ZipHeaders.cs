using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DelayedArrays.Zarr;

/// <summary>
/// Writes the records of a zip file (PKWARE's APPNOTE 6.3, section 4.3), with 64-bit fields only where needed. All entries have the date
/// 1980-01-01, so that equal values give equal files.
/// </summary>
internal static class ZipHeaders
{
    private const ushort Version = 20;
    private const ushort Version64 = 45;
    private const ushort Date = (1 << 5) | 1;
    private const int LocalLength = 30;
    private const int CentralLength = 46;
    private const int Wide = 56 + 20;
    private const int Narrow = 22;

    // An extra field of this writer, which readers skip.
    private const ushort PaddingId = 0x4144;
    private const int PaddingHead = 4;

    /// <summary>The flags for a name, which tell whether it has characters beyond ASCII.</summary>
    public static ushort NameFlags(string name) => Ascii.IsValid(name) ? (ushort)0 : ZipEntry.Utf8;

    /// <summary>Makes the local header of an entry.</summary>
    /// <exception cref="IOException">The name is too long for a zip file.</exception>
    public static byte[] Local(ZipEntry entry)
    {
        var name = Name(entry);
        var wide = IsWide(entry.Length) || IsWide(entry.CompressedLength);
        var header = new byte[LocalLength + name.Length + (wide ? 20 : 0)];
        Span<byte> to = header;
        Put32(ref to, 0x04034b50);
        Put16(ref to, wide ? Version64 : Version);
        PutCommon(ref to, entry, wide);
        Put16(ref to, (ushort)name.Length);
        Put16(ref to, wide ? (ushort)20 : (ushort)0);
        Put(ref to, name);
        if (wide)
        {
            Put16(ref to, 1);
            Put16(ref to, 16);
            Put64(ref to, entry.Length);
            Put64(ref to, entry.CompressedLength);
        }
        return header;
    }

    /// <summary>Makes the local header of an entry with exactly the given length; null if that is not possible.</summary>
    public static byte[]? Local(ZipEntry entry, int length)
    {
        var header = Local(entry);
        var padding = length - header.Length;
        if (padding == 0)
            return header;
        if (padding is < PaddingHead or > 1 << 15)
            return null;
        var at = header.Length;
        Array.Resize(ref header, length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(at), PaddingId);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(at + 2), (ushort)(padding - PaddingHead));
        var extraLength = header.AsSpan(28, 2);
        BinaryPrimitives.WriteUInt16LittleEndian(extraLength, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(extraLength) + padding));
        return header;
    }

    /// <summary>The most bytes that an entry takes in the central directory.</summary>
    public static int MaxCentral(ZipEntry entry) => CentralLength + Name(entry).Length + 4 + 24;

    /// <summary>Writes an entry of the central directory.</summary>
    public static void Central(ZipEntry entry, IBufferWriter<byte> destination)
    {
        var name = Name(entry);
        var wideSizes = IsWide(entry.Length) || IsWide(entry.CompressedLength);
        var wideOffset = IsWide(entry.HeaderOffset);
        var wide = (wideSizes ? 16 : 0) + (wideOffset ? 8 : 0);
        var extra = wide > 0 ? 4 + wide : 0;
        var length = CentralLength + name.Length + extra;
        var to = destination.GetSpan(length)[..length];
        to.Clear();
        Put32(ref to, 0x02014b50);
        Put16(ref to, wide > 0 ? Version64 : Version);
        Put16(ref to, wide > 0 ? Version64 : Version);
        PutCommon(ref to, entry, wideSizes);
        Put16(ref to, (ushort)name.Length);
        Put16(ref to, (ushort)extra);
        to = to[10..]; // comment, disk and attributes: none
        Put32(ref to, wideOffset ? uint.MaxValue : (uint)entry.HeaderOffset);
        Put(ref to, name);
        if (wide > 0)
        {
            Put16(ref to, 1);
            Put16(ref to, (ushort)wide);
            if (wideSizes)
            {
                Put64(ref to, entry.Length);
                Put64(ref to, entry.CompressedLength);
            }
            if (wideOffset)
                Put64(ref to, entry.HeaderOffset);
        }
        destination.Advance(length);
    }

    /// <summary>The most bytes of the records after the central directory, without the comment.</summary>
    public const int MaxEnd = Wide + Narrow;

    /// <summary>Makes the records after the central directory.</summary>
    public static byte[] End(long entries, long offset, long length, ReadOnlySpan<byte> comment)
    {
        var wide = entries >= ushort.MaxValue || IsWide(offset) || IsWide(length);
        var records = new byte[(wide ? Wide : 0) + Narrow + comment.Length];
        Span<byte> to = records;
        if (wide)
        {
            Put32(ref to, 0x06064b50);
            Put64(ref to, 44);
            Put16(ref to, Version64);
            Put16(ref to, Version64);
            to = to[8..]; // this disk, and the directory's
            Put64(ref to, entries);
            Put64(ref to, entries);
            Put64(ref to, length);
            Put64(ref to, offset);
            Put32(ref to, 0x07064b50);
            to = to[4..];
            Put64(ref to, offset + length);
            Put32(ref to, 1);
        }
        var shortCount = wide ? ushort.MaxValue : (ushort)entries;
        Put32(ref to, 0x06054b50);
        to = to[4..];
        Put16(ref to, shortCount);
        Put16(ref to, shortCount);
        Put32(ref to, wide ? uint.MaxValue : (uint)length);
        Put32(ref to, wide ? uint.MaxValue : (uint)offset);
        Put16(ref to, (ushort)comment.Length);
        Put(ref to, comment);
        return records;
    }

    private static bool IsWide(long value) => value >= uint.MaxValue;

    private static byte[] Name(ZipEntry entry)
    {
        var name = Encoding.UTF8.GetBytes(entry.Name);
        return name.Length <= ushort.MaxValue ? name : throw new IOException("a key in a zip file has at most 65535 bytes");
    }

    private static void PutCommon(ref Span<byte> to, ZipEntry entry, bool wide)
    {
        Put16(ref to, entry.Flags);
        Put16(ref to, entry.Method);
        Put16(ref to, 0);
        Put16(ref to, Date);
        Put32(ref to, entry.Crc);
        Put32(ref to, wide ? uint.MaxValue : (uint)entry.CompressedLength);
        Put32(ref to, wide ? uint.MaxValue : (uint)entry.Length);
    }

    private static void Put16(ref Span<byte> to, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(to, value);
        to = to[2..];
    }

    private static void Put32(ref Span<byte> to, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, value);
        to = to[4..];
    }

    private static void Put64(ref Span<byte> to, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to, value);
        to = to[8..];
    }

    private static void Put(ref Span<byte> to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to);
        to = to[bytes.Length..];
    }
}
