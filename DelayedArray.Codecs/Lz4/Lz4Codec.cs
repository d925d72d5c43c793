using System.Buffers;
using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>
/// LZ4 in the framing of HDF5 filter 32004, big-endian: total length (8 bytes), block length (4), then for each block its stored length (4)
/// and its bytes. A block whose stored length equals its own length is raw. Source: the registered filter's description.
/// </summary>
public sealed class Lz4Codec : IByteCodec
{
    private const int HeaderLength = 12;
    private const int DefaultBlockLength = 1 << 30;
    private readonly int _blockLength;

    /// <summary>Creates the codec.</summary>
    /// <param name="blockLength">Bytes per block when encoding (HDF5 parameter 0); 0 for the filter's default, 1 GiB.</param>
    public Lz4Codec(uint blockLength = 0)
    {
        _blockLength = blockLength == 0 ? DefaultBlockLength : (int)Math.Min(blockLength, Lz4Blocks.MaximumLength);
    }

    /// <summary>The codec's entry in the table.</summary>
    public static CodecEntry Entry { get; } = new("lz4")
    {
        Hdf5 = new(32004, stored => new Lz4Codec(stored.Value(0, 0))) { Write = _ => [] },
        Zarr2 = new("lz4", _ => new SizedLz4Codec()) { Write = choice => [("acceleration", choice.Level ?? 1)] },
    };

    /// <inheritdoc/>
    public string Name => "lz4";

    /// <inheritdoc/>
    public bool IsAvailable => NativeLibraries.Lz4.IsAvailable;

    /// <inheritdoc/>
    public long MaximumEncodedLength(long length) =>
        HeaderLength + length + (sizeof(int) * ((length + _blockLength - 1) / _blockLength));

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var blockLength = Math.Min(_blockLength, source.Length);
        var room = destination.Room(Name, MaximumEncodedLength(source.Length));
        BinaryPrimitives.WriteInt64BigEndian(room, source.Length);
        BinaryPrimitives.WriteInt32BigEndian(room[8..], blockLength);
        var position = HeaderLength;
        for (var start = 0; start < source.Length; start += blockLength)
        {
            var block = source.Slice(start, Math.Min(blockLength, source.Length - start));
            var target = room.Slice(position + sizeof(int), block.Length);
            // A compressed block must be shorter than its content, because equal lengths mean raw bytes.
            var stored = block.Length > 1 ? Lz4Blocks.Encode(Name, block, target[..^1]) : 0;
            if (stored == 0)
            {
                block.CopyTo(target);
                stored = block.Length;
            }
            BinaryPrimitives.WriteInt32BigEndian(room[position..], stored);
            position += sizeof(int) + stored;
            if (start > int.MaxValue - blockLength)
                break;
        }
        destination.Advance(position);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length < HeaderLength)
            throw CodecException.Truncated(Name, "the header", HeaderLength, source.Length);
        var total = BinaryPrimitives.ReadUInt64BigEndian(source);
        var declared = BinaryPrimitives.ReadUInt32BigEndian(source[8..]);
        if (total > (ulong)destination.Length)
            throw CodecException.Decoding(Name, $"the header declares {total} bytes; expected {destination.Length}");
        if (total > 0 && declared == 0)
            throw CodecException.Decoding(Name, "the header declares blocks of 0 bytes");
        var blockLength = (int)Math.Min(declared, total);
        var rest = destination[..(int)total];
        var stored = source[HeaderLength..];
        while (!rest.IsEmpty)
        {
            var block = rest[..Math.Min(blockLength, rest.Length)];
            stored = stored[DecodeBlock(stored, block)..];
            rest = rest[block.Length..];
        }
        return (int)total;
    }

    private int DecodeBlock(ReadOnlySpan<byte> stored, Span<byte> block)
    {
        if (stored.Length < sizeof(int))
            throw CodecException.Truncated(Name, "a block's length", sizeof(int), stored.Length);
        var length = BinaryPrimitives.ReadUInt32BigEndian(stored);
        stored = stored[sizeof(int)..];
        if (length > (uint)stored.Length)
            throw CodecException.Truncated(Name, "a block", length, stored.Length);
        stored = stored[..(int)length];
        if (stored.Length == block.Length)
        {
            stored.CopyTo(block);
        }
        else
        {
            var found = Lz4Blocks.Decode(Name, stored, block);
            if (found != block.Length)
                throw CodecException.Decoding(Name, $"a block holds {found} bytes, but {block.Length} are declared");
        }
        return sizeof(int) + stored.Length;
    }
}
