using System.Buffers;
using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>A raw LZ4 block, preceded by its decoded length in 4 bytes, little-endian. Source: the framing of numcodecs' lz4.</summary>
internal sealed class SizedLz4Codec : IByteCodec
{
    private const int HeaderLength = sizeof(uint);

    public string Name => "lz4";

    public bool IsAvailable => NativeLibraries.Lz4.IsAvailable;

    public long MaximumEncodedLength(long length) => HeaderLength + Lz4Blocks.Bound(length);

    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        var room = destination.Room(Name, MaximumEncodedLength(source.Length));
        BinaryPrimitives.WriteInt32LittleEndian(room, source.Length);
        var written = Lz4Blocks.Encode(Name, source, room[HeaderLength..]);
        if (written == 0)
            throw CodecException.Encoding(Name, $"liblz4 failed on {source.Length} bytes");
        destination.Advance(HeaderLength + written);
    }

    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length < HeaderLength)
            throw CodecException.Truncated(Name, "the header", HeaderLength, source.Length);
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(source);
        if (declared > (uint)destination.Length)
            throw CodecException.TooLong(Name, destination.Length, declared);
        var found = Lz4Blocks.Decode(Name, source[HeaderLength..], destination[..(int)declared]);
        return found == (int)declared
            ? found
            : throw CodecException.Decoding(Name, $"the block holds {found} bytes, but its header declares {declared}");
    }
}
