using System.Buffers.Binary;
using System.Numerics;

namespace DelayedArrays;

/// <summary>The first bytes of an index file: the matrix that it belongs to, and its layout.</summary>
/// <param name="Identity">Hash of the state of the matrix.</param>
/// <param name="Entries">Entries of the matrix.</param>
/// <param name="MinorLength">Length of the indexed axis.</param>
/// <param name="PieceLength">Entries in a piece.</param>
internal readonly record struct MinorIndexHeader(ulong Identity, long Entries, long MinorLength, long PieceLength)
{
    /// <summary>Length in bytes.</summary>
    public const int Bytes = 64;

    // The most bits of a piece: 8 KiB for at least 64 Ki entries, which take 500 KiB.
    private const long MaxBits = 64 * 1024;
    private static ReadOnlySpan<byte> Magic => "DAMINDX2"u8;

    /// <summary>Neighbouring indices that share a bit.</summary>
    public long Group => Math.Max(1, ((MinorLength - 1) / MaxBits) + 1);

    /// <summary>Words of 64 bits for each piece.</summary>
    public int Words => (int)((((MinorLength - 1) / Group) / 64) + 1);

    public long Pieces => Entries == 0 ? 0 : ((Entries - 1) / PieceLength) + 1;

    /// <summary>Words in the record of a piece: its bits and their check value.</summary>
    public int RecordWords => Words + 1;

    public long FileLength => Bytes + (Pieces * RecordWords * sizeof(ulong));

    public bool Matches(MatrixIdentity identity) => Entries == identity.Entries && MinorLength == identity.MinorLength;

    /// <summary>
    /// Computes the check value of a piece's bits. It depends on the piece and the matrix. It is never zero, because a file holds zeros
    /// where data did not reach the disk.
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

    /// <summary>Reads a header; null if the bytes are not one.</summary>
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
