using System.Buffers;

namespace DelayedArrays;

/// <summary>
/// A filter that rounds numbers before they are written, so that they compress better, and does nothing when they are read: HDF5's BitGroom
/// (32022) and Granular BitRound (32023). This class does not round, so encoding keeps every bit.
/// </summary>
/// <param name="name">The name of the filter.</param>
public sealed class LossyFilterCodec(string name) : IPrefixCodec
{
    /// <summary>BitGroom's entry in the table.</summary>
    public static CodecEntry BitGroom { get; } = Entry("bitgroom", 32022);

    /// <summary>Granular BitRound's entry in the table.</summary>
    public static CodecEntry GranularBitRound { get; } = Entry("granular-bitround", 32023);

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
            throw CodecException.TooLong(name, destination.Length, source.Length);
        source.CopyTo(destination);
        return source.Length;
    }

    /// <inheritdoc/>
    public int DecodedPrefix(ReadOnlySpan<byte> source) => source.Length;

    private static CodecEntry Entry(string name, int filter) => new(name) { IsStep = true, Hdf5 = new(filter, _ => new LossyFilterCodec(name)) };
}
