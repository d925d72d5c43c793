using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>
/// The 16 bytes at the start of a Blosc 1 buffer: version, version of the compressor, flags, element size, then length, block length and
/// stored length as little-endian uint32. Source: the Blosc chunk format, version 2.
/// </summary>
internal readonly record struct BloscHeader(byte Version, byte Flags, byte ElementSize, uint Length, uint BlockLength, uint Stored)
{
    public const int Size = 16;
    private const byte ShuffledFlag = 1;
    private const byte CopiedFlag = 2;
    private const byte BitShuffledFlag = 4;
    private const byte WholeFlag = 0x10;
    private static readonly string[] Compressors = ["blosclz", "lz4", "snappy", "zlib", "zstd"];

    /// <summary>Name of the compressor.</summary>
    public string Compressor => (Flags >> 5) < Compressors.Length ? Compressors[Flags >> 5] : $"compressor {Flags >> 5}";

    /// <summary>Whether the bytes of elements are shuffled in each block.</summary>
    public bool IsShuffled => (Flags & ShuffledFlag) != 0 && ElementSize > 1;

    /// <summary>Whether the bits of elements are shuffled in each block.</summary>
    public bool IsBitShuffled => (Flags & BitShuffledFlag) != 0;

    /// <summary>Whether the bytes are stored unchanged.</summary>
    public bool IsCopied => (Flags & CopiedFlag) != 0;

    /// <summary>Whether every block is a single stream.</summary>
    public bool AreBlocksWhole => (Flags & WholeFlag) != 0;

    /// <summary>Reads the header, and rejects anything that could lead libblosc outside the two buffers.</summary>
    public static BloscHeader Read(string codec, ReadOnlySpan<byte> source, int expected)
    {
        if (source.Length < Size)
            throw CodecException.Truncated(codec, "the header", Size, source.Length);
        var header = new BloscHeader(
            source[0], source[2], source[3], BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[8..]), BinaryPrimitives.ReadUInt32LittleEndian(source[12..]));
        if (header.Version is < 1 or > 2)
            throw CodecException.Decoding(codec, $"format version {header.Version} is not Blosc 1's, which is 2");
        if (header.Stored < Size)
            throw CodecException.Decoding(codec, $"the header declares {header.Stored} stored bytes, less than itself");
        if (header.Stored > (uint)source.Length)
            throw CodecException.Truncated(codec, "the buffer", header.Stored, source.Length);
        if (header.Length > (uint)expected)
            throw CodecException.Decoding(codec, $"the header declares {header.Length} bytes; expected {expected}");
        if (header.Length > 0)
            header.CheckBlocks(codec, source[..(int)header.Stored]);
        return header;
    }

    /// <summary>Gets the offset of a block.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> source, int block) =>
        BinaryPrimitives.ReadInt32LittleEndian(source[(Size + (block * sizeof(int)))..]);

    private void CheckBlocks(string codec, ReadOnlySpan<byte> source)
    {
        if (ElementSize == 0)
            throw CodecException.Decoding(codec, "the header declares elements of 0 bytes");
        if (BlockLength == 0 || BlockLength > Length)
            throw CodecException.Decoding(codec, $"the header declares blocks of {BlockLength} bytes for {Length} bytes in all");
        if (IsCopied)
        {
            if (Length + (long)Size != Stored)
                throw CodecException.Decoding(codec, $"{Length} bytes stored raw need {Length + (long)Size}, the header declares {Stored}");
            return;
        }
        var blocks = (Length + (long)BlockLength - 1) / BlockLength;
        var first = Size + (blocks * sizeof(int));
        if (first > Stored)
            throw CodecException.Truncated(codec, $"the offsets of {blocks} blocks", first, Stored);
        for (var block = 0; block < blocks; block++)
        {
            var offset = OffsetOf(source, block);
            if (offset < first || offset > Stored - sizeof(int))
                throw CodecException.Decoding(codec, $"block {block} starts at {offset}, outside {first} to {Stored}");
        }
    }
}
