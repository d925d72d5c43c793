using System.Buffers;
using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>
/// Bit shuffle in blocks: HDF5 filter 32008, with parameters 2 (element size), 3 (elements per block), 4 (compression) and 5 (zstd level).
/// Compressed chunks begin with 12 big-endian bytes: the total length in bytes (8) and the block length in bytes (4). The stored length of
/// each block (4) precedes it. Elements beyond the last multiple of 8 are stored raw. Source: the description of the filter.
/// </summary>
public sealed partial class BitshuffleCodec : IByteCodec
{
    private const int HeaderLength = 12;
    private const int Multiple = 8;
    private readonly int _elementSize;
    private readonly uint _blockElements;
    private readonly BitshuffleCompression _compression;
    private readonly int _level;

    /// <summary>Creates the codec.</summary>
    /// <param name="elementSize">Bytes per element, 1 or more.</param>
    /// <param name="blockElements">
    /// Elements per block, a multiple of 8; 0 for the filter's default: 8 KiB, but at least 128 elements.
    /// </param>
    /// <param name="compression">The compression of the blocks.</param>
    /// <param name="level">Effort of zstd. Ignored for other compression.</param>
    /// <exception cref="CodecException">A parameter is invalid.</exception>
    public BitshuffleCodec(
        int elementSize, uint blockElements = 0, BitshuffleCompression compression = BitshuffleCompression.None,
        int level = ZstdCodec.DefaultLevel)
    {
        if (elementSize <= 0)
            throw new CodecException($"bitshuffle: an element size of {elementSize} bytes is not possible");
        if (blockElements % Multiple != 0)
            throw new CodecException($"bitshuffle: {blockElements} elements per block are not a multiple of {Multiple}");
        if (!Enum.IsDefined(compression))
            throw new CodecException($"bitshuffle: compression {(int)compression} is not one of 0 (none), 2 (lz4), 3 (zstd)");
        _elementSize = elementSize;
        _blockElements = blockElements != 0 ? blockElements : (uint)Math.Max(128, 8192 / elementSize / Multiple * Multiple);
        _compression = compression;
        _level = level;
    }

    /// <summary>The codec's entry in the table.</summary>
    public static CodecEntry Entry { get; } = new("bitshuffle")
    {
        Hdf5 = new(32008, stored => new BitshuffleCodec(
            stored.ElementSizeAt(2), stored.Value(3, 0), (BitshuffleCompression)stored.Value(4, 0),
            (int)stored.Value(5, ZstdCodec.DefaultLevel))),
    };

    /// <inheritdoc/>
    public string Name => "bitshuffle";

    /// <inheritdoc/>
    public bool IsAvailable => _compression switch
    {
        BitshuffleCompression.Lz4 => NativeLibraries.Lz4.IsAvailable,
        BitshuffleCompression.Zstd => NativeLibraries.Zstd.IsAvailable,
        _ => true,
    };

    /// <inheritdoc/>
    public long MaximumEncodedLength(long length)
    {
        if (_compression == BitshuffleCompression.None)
            return length;
        var blockLength = _blockElements * (long)_elementSize;
        // Adds a block for the last one, which is shorter.
        return HeaderLength + length + (((length / blockLength) + 1) * (BlockBound(blockLength) - blockLength));
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (source.Length % _elementSize != 0)
            throw CodecException.Encoding(Name, $"{source.Length} bytes are not a whole number of elements of {_elementSize} bytes");
        var room = destination.Room(Name, MaximumEncodedLength(source.Length));
        var position = 0;
        if (_compression != BitshuffleCompression.None)
        {
            if (_blockElements * (long)_elementSize > uint.MaxValue)
                throw CodecException.Encoding(Name, $"blocks of {_blockElements} elements are too long for the header");
            BinaryPrimitives.WriteInt64BigEndian(room, source.Length);
            BinaryPrimitives.WriteUInt32BigEndian(room[8..], _blockElements * (uint)_elementSize);
            position = HeaderLength;
        }
        using var buffers = new BitshuffleBuffers(LongestBlock(source.Length, _blockElements));
        int length;
        while ((length = LongestBlock(source.Length, _blockElements)) > 0)
        {
            position += EncodeBlock(source[..length], room[position..], buffers);
            source = source[length..];
        }
        source.CopyTo(room[position..]);
        destination.Advance(position + source.Length);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var blockElements = _blockElements;
        var total = source.Length;
        if (_compression != BitshuffleCompression.None)
        {
            total = ReadHeader(source, destination.Length, out blockElements);
            source = source[HeaderLength..];
        }
        if (total > destination.Length)
            throw CodecException.TooLong(Name, destination.Length, total);
        if (total % _elementSize != 0)
            throw CodecException.Decoding(Name, $"{total} bytes are not a whole number of elements of {_elementSize} bytes");
        using var buffers = new BitshuffleBuffers(LongestBlock(total, blockElements));
        var rest = destination[..total];
        int length;
        while ((length = LongestBlock(rest.Length, blockElements)) > 0)
        {
            source = source[DecodeBlock(source, rest[..length], buffers)..];
            rest = rest[length..];
        }
        if (source.Length < rest.Length)
            throw CodecException.Truncated(Name, "the last elements", rest.Length, source.Length);
        source[..rest.Length].CopyTo(rest);
        return total;
    }

    private int ReadHeader(ReadOnlySpan<byte> source, int expected, out uint blockElements)
    {
        if (source.Length < HeaderLength)
            throw CodecException.Truncated(Name, "the header", HeaderLength, source.Length);
        var total = BinaryPrimitives.ReadUInt64BigEndian(source);
        var blockLength = BinaryPrimitives.ReadUInt32BigEndian(source[8..]);
        blockElements = blockLength / (uint)_elementSize;
        if (total > (ulong)expected)
            throw CodecException.Decoding(Name, $"the header declares {total} bytes; expected {expected}");
        if (total > 0 && (blockElements == 0 || blockElements % Multiple != 0))
            throw CodecException.Decoding(
                Name, $"the header declares blocks of {blockLength} bytes, not a multiple of {Multiple} elements of {_elementSize} bytes");
        return (int)total;
    }

    /// <summary>Bytes of the next block: a full block, or the rest rounded down to a multiple of 8 elements.</summary>
    private int LongestBlock(int length, uint blockElements)
    {
        var elements = Math.Min(length / _elementSize, (long)blockElements);
        return (int)((elements - (elements % Multiple)) * _elementSize);
    }

    private int DecodeBlock(ReadOnlySpan<byte> source, Span<byte> block, BitshuffleBuffers buffers)
    {
        if (_compression == BitshuffleCompression.None)
        {
            Untranspose(source[..block.Length], block, buffers.Scratch);
            return block.Length;
        }
        if (source.Length < sizeof(uint))
            throw CodecException.Truncated(Name, "a block's length", sizeof(uint), source.Length);
        var stored = BinaryPrimitives.ReadUInt32BigEndian(source);
        source = source[sizeof(uint)..];
        if (stored > (uint)source.Length)
            throw CodecException.Truncated(Name, "a block", stored, source.Length);
        source = source[..(int)stored];
        var packed = buffers.Packed[..block.Length];
        var found = _compression == BitshuffleCompression.Lz4
            ? Lz4Blocks.Decode(Name, source, packed)
            : ZstdCodec.Decode(Name, source, packed);
        if (found != block.Length)
            throw CodecException.Decoding(Name, $"a block holds {found} bytes, but {block.Length} are declared");
        Untranspose(packed, block, buffers.Scratch);
        return sizeof(uint) + source.Length;
    }

    private int EncodeBlock(ReadOnlySpan<byte> block, Span<byte> target, BitshuffleBuffers buffers)
    {
        if (_compression == BitshuffleCompression.None)
        {
            Transpose(block, target, buffers.Scratch);
            return block.Length;
        }
        var packed = buffers.Packed[..block.Length];
        Transpose(block, packed, buffers.Scratch);
        var stored = _compression == BitshuffleCompression.Lz4
            ? Lz4Blocks.Encode(Name, packed, target[sizeof(uint)..])
            : ZstdCodec.Encode(Name, _level, packed, target[sizeof(uint)..]);
        if (stored == 0)
            throw CodecException.Encoding(Name, $"a block of {block.Length} bytes could not be compressed");
        BinaryPrimitives.WriteInt32BigEndian(target, stored);
        return sizeof(uint) + stored;
    }

    private long BlockBound(long length) => sizeof(uint) +
        (_compression == BitshuffleCompression.Lz4 ? Lz4Blocks.Bound(length) : ZstdCodec.Bound(length));
}
