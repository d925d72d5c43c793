using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>
/// The 16 bytes before a Blosc 1 buffer: version, compressor's version, flags, element size, then little-endian uint32 length,
/// block length and stored length. Source: the Blosc chunk format, version 2.
/// </summary>
internal readonly record struct BloscHeader(byte Version, byte Flags, byte ElementSize, uint Length, uint BlockLength, uint Stored)
{
    public const int Size = 16;
    private const int CopiedFlag = 2;
    private static readonly string[] s_compressors = ["blosclz", "lz4", "snappy", "zlib", "zstd"];

    /// <summary>Name of the compressor inside, for messages.</summary>
    public string Compressor => (Flags >> 5) < s_compressors.Length ? s_compressors[Flags >> 5] : $"compressor {Flags >> 5}";

    /// <summary>Reads the header and refuses whatever would lead libblosc outside the two buffers.</summary>
    public static BloscHeader Read(string codec, ReadOnlySpan<byte> source, int expected)
    {
        if (source.Length < Size) throw CodecFailure.Truncated(codec, "the header", Size, source.Length);
        BloscHeader header = new(
            source[0], source[2], source[3], BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[8..]), BinaryPrimitives.ReadUInt32LittleEndian(source[12..]));
        if (header.Version is < 1 or > 2)
            throw CodecFailure.Decoding(codec, $"format version {header.Version} is not Blosc 1's, which is 2");
        if (header.Stored < Size) throw CodecFailure.Decoding(codec, $"the header declares {header.Stored} stored bytes, less than itself");
        if (header.Stored > (uint)source.Length)
            throw CodecFailure.Truncated(codec, "the buffer", header.Stored, source.Length);
        if (header.Length > (uint)expected)
            throw CodecFailure.Decoding(codec, $"the header declares {header.Length} bytes, where {expected} are expected");
        if (header.Length > 0) header.CheckBlocks(codec, source[..(int)header.Stored]);
        return header;
    }

    private void CheckBlocks(string codec, ReadOnlySpan<byte> source)
    {
        if (ElementSize == 0) throw CodecFailure.Decoding(codec, "the header declares elements of 0 bytes");
        if (BlockLength == 0 || BlockLength > Length)
            throw CodecFailure.Decoding(codec, $"the header declares blocks of {BlockLength} bytes for {Length} bytes in all");
        if ((Flags & CopiedFlag) != 0)
        {
            if (Length + (long)Size != Stored)
                throw CodecFailure.Decoding(codec, $"{Length} bytes stored raw need {Length + (long)Size}, the header declares {Stored}");
            return;
        }
        long blocks = (Length + (long)BlockLength - 1) / BlockLength;
        long first = Size + (blocks * sizeof(int));
        if (first > Stored) throw CodecFailure.Truncated(codec, $"the offsets of {blocks} blocks", first, Stored);
        for (int block = 0; block < blocks; block++)
        {
            int offset = BinaryPrimitives.ReadInt32LittleEndian(source[(Size + (block * sizeof(int)))..]);
            if (offset < first || offset > Stored - sizeof(int))
                throw CodecFailure.Decoding(codec, $"block {block} starts at {offset}, outside {first} to {Stored}");
        }
    }
}
