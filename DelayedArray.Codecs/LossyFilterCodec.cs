using System.Buffers;

namespace DelayedArrays;

/// <summary>
/// A filter that makes numbers easier to compress before they are written, and leaves them as they are when they are read: HDF5's
/// BitGroom (32022) and Granular BitRound (32023). Nothing is rounded here, so encoding keeps every bit.
/// </summary>
/// <param name="name">The name of the filter.</param>
public sealed class LossyFilterCodec(string name) : IPrefixCodec
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public long MaximumEncodedLength(long length) => length;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(source);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length > destination.Length)
            throw CodecFailure.TooLong(name, destination.Length, source.Length);
        source.CopyTo(destination);
        return source.Length;
    }

    /// <inheritdoc/>
    public int DecodedPrefix(ReadOnlySpan<byte> source) => source.Length;
}
