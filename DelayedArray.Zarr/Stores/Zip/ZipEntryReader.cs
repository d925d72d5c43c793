using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace DelayedArrays.Zarr;

/// <summary>
/// Reads the value of an entry and trusts nothing that the zip file states. The local header must name the entry, and the data must end
/// before the next entry. The value must have the length given in the directory and, if it is read completely, the checksum.
/// </summary>
internal readonly struct ZipEntryReader(ZarrStore store, StoreKey key, ZipEntry entry)
{
    private const uint LocalSignature = 0x04034b50;
    private const int LocalLength = 30;
    private const int PieceLength = 1 << 24;

    /// <summary>Reads a part of the value, like <see cref="ZarrStore.TryRead"/>.</summary>
    public void Read(ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation)
    {
        (var offset, var count) = store.Resolve(key, range, entry.Length, limit);
        Locate();
        var span = count > 0 ? destination.GetSpan(count)[..count] : [];
        if (entry.Method == ZipEntry.Stored)
            ReadStored(offset, span, cancellation);
        else
            Inflate(offset, span, cancellation);
        if (count == entry.Length && Crc32.HashToUInt32(span) != entry.Crc)
            throw Damaged("its bytes do not match the stored checksum");
        destination.Advance(count);
    }

    /// <summary>Finds where the data begin, and checks that they belong to this entry.</summary>
    public void Locate()
    {
        if (entry.DataOffset != 0)
            return;
        if ((entry.Flags & ZipEntry.Encrypted) != 0)
            throw Damaged("it is encrypted");
        if (entry.IsLink)
            throw Damaged("it is a symbolic link, which has no value in a zip file; expected the file that it leads to");
        if (entry.Method is not (ZipEntry.Stored or ZipEntry.Deflated))
            throw Damaged($"it is compressed by method {entry.Method}; stored (0) and deflated (8) entries can be read");
        Span<byte> head = stackalloc byte[LocalLength];
        var room = entry.End - entry.HeaderOffset - LocalLength;
        if (room < 0 || !TryFill(entry.HeaderOffset, head) || BinaryPrimitives.ReadUInt32LittleEndian(head) != LocalSignature)
            throw Damaged($"there is no local header at byte {entry.HeaderOffset}");
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[26..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        var name = new byte[nameLength];
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        if (!TryFill(entry.HeaderOffset + LocalLength, name) || ZipEntry.DecodeName(name, flags) != entry.Name)
            throw Damaged($"the local header at byte {entry.HeaderOffset} has another name");
        if (entry.CompressedLength > room - nameLength - extraLength)
            throw Damaged($"its {entry.CompressedLength} bytes overlap what comes after");
        if (entry.Method == ZipEntry.Stored && entry.CompressedLength != entry.Length)
            throw Damaged($"it is stored in {entry.CompressedLength} bytes, but should have {entry.Length}");
        entry.DataOffset = entry.HeaderOffset + LocalLength + nameLength + extraLength;
    }

    private void ReadStored(long offset, Span<byte> span, CancellationToken cancellation)
    {
        for (var at = entry.DataOffset + offset; !span.IsEmpty;)
        {
            cancellation.ThrowIfCancellationRequested();
            var piece = span[..Math.Min(span.Length, PieceLength)];
            if (!TryFill(at, piece))
                throw Damaged("the file was truncated while it was read");
            at += piece.Length;
            span = span[piece.Length..];
        }
    }

    private void Inflate(long offset, Span<byte> span, CancellationToken cancellation)
    {
        try
        {
            using var data = new FilePartStream(entry.File, entry.DataOffset, entry.CompressedLength);
            using var inflater = new DeflateStream(data, CompressionMode.Decompress);
            Skip(inflater, offset, cancellation);
            var toEnd = offset + span.Length == entry.Length;
            while (!span.IsEmpty)
            {
                cancellation.ThrowIfCancellationRequested();
                var read = inflater.Read(span[..Math.Min(span.Length, PieceLength)]);
                if (read == 0)
                    throw Damaged($"it inflates to fewer than {entry.Length} bytes");
                span = span[read..];
            }
            if (toEnd && inflater.ReadByte() >= 0)
                throw Damaged($"it inflates to more than {entry.Length} bytes");
        }
        catch (InvalidDataException error)
        {
            throw new ArrayFormatException(store.Location, key.Path, "the entry of the zip file is damaged: it does not inflate", error);
        }
    }

    private void Skip(DeflateStream inflater, long count, CancellationToken cancellation)
    {
        var unwanted = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                var read = inflater.Read(unwanted, 0, (int)Math.Min(count, unwanted.Length));
                if (read == 0)
                    throw Damaged($"it inflates to fewer than {entry.Length} bytes");
                count -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unwanted);
        }
    }

    private bool TryFill(long offset, Span<byte> span)
    {
        while (!span.IsEmpty)
        {
            var read = RandomAccess.Read(entry.File, span, offset);
            if (read == 0)
                return false;
            offset += read;
            span = span[read..];
        }
        return true;
    }

    private ArrayFormatException Damaged(string problem) =>
        new(store.Location, key.Path, $"the entry of the zip file cannot be read: {problem}");
}
