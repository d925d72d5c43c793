using System.Buffers;

namespace DelayedArrays.Zarr;

/// <summary>
/// Reverses the bytes of each element: the codec <c>bytes</c> of Zarr 3 after filters, which work on little-endian numbers.
/// </summary>
/// <param name="size">Bytes of an element.</param>
internal sealed class ByteSwapCodec(int size) : IByteCodec
{
    public string Name => "bytes";

    public long MaximumEncodedLength(long length) => length;

    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        var room = destination.Room(Name, source.Length);
        Swap(source, room);
        destination.Advance(source.Length);
    }

    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length > destination.Length)
            throw CodecException.TooLong(Name, destination.Length, source.Length);
        Swap(source, destination);
        return source.Length;
    }

    private void Swap(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length % size != 0)
            throw CodecException.Decoding(Name, $"{source.Length} bytes are not a whole number of elements of {size} bytes");
        source.CopyTo(destination);
        for (var i = 0; i < source.Length; i += size)
            destination.Slice(i, size).Reverse();
    }
}
