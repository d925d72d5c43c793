using System.Buffers.Binary;
using System.Numerics;

namespace DelayedArrays;

/// <summary>The first bytes of an index file: what it belongs to, and how it is laid out.</summary>
/// <param name="Identity">Hash of the state of the matrix.</param>
/// <param name="Entries">Entries of the matrix.</param>
/// <param name="MinorLength">Length of the axis that is indexed.</param>
/// <param name="PieceLength">Entries of a piece.</param>
internal readonly record struct MinorIndexHeader(ulong Identity, long Entries, long MinorLength, long PieceLength)
{
    /// <summary>Length in bytes.</summary>
    public const int Bytes = 64;

    // Bits of a piece: 8 KiB for 64 Ki entries or more, which take 500 KiB.
    private const long MostBits = 64 * 1024;
    private static ReadOnlySpan<byte> Magic => "DAMINDX2"u8;

    /// <summary>Neighbouring indices that share a bit.</summary>
    public long Group => Math.Max(1, ((MinorLength - 1) / MostBits) + 1);

    /// <summary>Words of 64 bits for each piece.</summary>
    public int Words => (int)((((MinorLength - 1) / Group) / 64) + 1);

    public long Pieces => Entries == 0 ? 0 : ((Entries - 1) / PieceLength) + 1;

    /// <summary>Words of a piece's record: its bits, and a check of them.</summary>
    public int RecordWords => Words + 1;

    public long FileLength => Bytes + (Pieces * RecordWords * sizeof(ulong));

    public bool Matches(MatrixIdentity identity) => Entries == identity.Entries && MinorLength == identity.MinorLength;

    /// <summary>
    /// The check of a piece's bits: of the right piece of the right matrix, and never zero, which is what a file holds that did
    /// not reach the disk.
    /// </summary>
    public ulong Check(ReadOnlySpan<ulong> bits, long piece)
    {
        var sum = uint.MaxValue;
        foreach (var word in (ReadOnlySpan<ulong>)[Identity, (ulong)Entries, (ulong)MinorLength, (ulong)PieceLength, (ulong)piece])
            sum = BitOperations.Crc32C(sum, word);
        foreach (var word in bits)
            sum = BitOperations.Crc32C(sum, word);
        return ((ulong)~sum << 32) | sum;
    }

    public void Write(Span<byte> bytes)
    {
        bytes[..Bytes].Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Identity);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Entries);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], MinorLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], PieceLength);
    }

    /// <summary>Null if the bytes are no header.</summary>
    public static MinorIndexHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic))
            return null;
        var header = new MinorIndexHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]));
        return header is { Entries: >= 0, MinorLength: > 0, PieceLength: > 0 } ? header : null;
    }
}
