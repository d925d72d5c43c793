using System.Buffers;

namespace DelayedArrays.Zarr;

/// <summary>
/// Stores booleans as bits; the first of eight is the highest bit. A byte in front tells how many bits at the end are unused. Source:
/// numcodecs' packbits.
/// </summary>
internal sealed class PackBitsCodec : IElementCodec
{
    public string Name => "packbits";

    public CodecElements Encoded => new(1, false, ElementType.UInt8);

    public long MaximumEncodedLength(long length) => 1 + ((length + 7) / 8);

    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        var length = (int)MaximumEncodedLength(source.Length);
        var room = destination.Room(Name, length)[..length];
        room.Clear();
        room[0] = (byte)((8 - (source.Length % 8)) % 8);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != 0)
                room[1 + (i / 8)] |= (byte)(0x80 >> (i % 8));
        }
        destination.Advance(length);
    }

    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.IsEmpty)
            throw CodecException.Truncated(Name, "the number of unused bits", 1, 0);
        var count = (8L * (source.Length - 1)) - source[0];
        if (source[0] > 7 || count < 0)
            throw CodecException.Decoding(Name, $"{source[0]} bits of {source.Length - 1} bytes cannot be unused");
        if (count > destination.Length)
            throw CodecException.TooLong(Name, destination.Length, count);
        for (var i = 0; i < (int)count; i++)
            destination[i] = (byte)((source[1 + (i / 8)] >> (7 - (i % 8))) & 1);
        return (int)count;
    }
}
