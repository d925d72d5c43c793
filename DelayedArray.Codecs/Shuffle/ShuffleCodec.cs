using System.Buffers;

namespace DelayedArrays;

/// <summary>
/// Byte shuffle: HDF5 filter 2, with the element size as parameter 0. Bytes beyond the last whole element are copied to the end. The length
/// does not change. Source: HDF5's filter.
/// </summary>
public sealed class ShuffleCodec : IRowCodec
{
    private readonly int _elementSize;

    /// <summary>Creates the codec.</summary>
    /// <param name="elementSize">Bytes per element, 1 or more.</param>
    /// <exception cref="CodecException">The element size is not positive.</exception>
    public ShuffleCodec(int elementSize)
    {
        if (elementSize <= 0)
            throw new CodecException($"shuffle: an element size of {elementSize} bytes is not possible");
        _elementSize = elementSize;
    }

    /// <summary>The codec's entry in the table.</summary>
    public static CodecEntry Entry { get; } = new("shuffle")
    {
        IsStep = true,
        Hdf5 = new(2, stored => new ShuffleCodec(stored.ElementSizeAt(0))) { Write = choice => [(uint)choice.ElementSize] },
        Zarr2 = new("shuffle", stored => new ShuffleCodec(stored.Whole("elementsize", 1, int.MaxValue) ?? 4))
        {
            Write = choice => [("elementsize", choice.ElementSize)],
        },
    };

    /// <inheritdoc/>
    public string Name => "shuffle";

    /// <inheritdoc/>
    public long MaximumEncodedLength(long length) => length;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ByteShuffle.Shuffle(source, destination.Room(Name, source.Length), _elementSize);
        destination.Advance(source.Length);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length > destination.Length)
            throw CodecException.TooLong(Name, destination.Length, source.Length);
        ByteShuffle.Unshuffle(source, destination, _elementSize);
        return source.Length;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, SpanRows<byte> destination)
    {
        if (source.Length != destination.TotalLength)
            throw CodecException.Decoding(Name, $"{source.Length} bytes came out; expected {destination.TotalLength}");
        ByteShuffle.Unshuffle(source, destination, _elementSize);
    }
}
