using System.Buffers;
using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>
/// Fletcher-32 checksum after the data: HDF5 filter 3. It is stored as 4 bytes, little-endian. Decoding also accepts the form with the
/// bytes of each half swapped, which HDF5 before 1.6.3 wrote on some machines. Source: HDF5's filter and file format.
/// </summary>
public sealed partial class Fletcher32Codec : IPrefixCodec
{
    private const int ChecksumLength = sizeof(uint);

    /// <summary>The codec's entry in the table.</summary>
    public static CodecEntry Entry { get; } = new("fletcher32")
    {
        IsStep = true,
        Hdf5 = new(3, _ => new Fletcher32Codec()) { Write = _ => [] },
        Zarr2 = new("fletcher32", _ => new Fletcher32Codec()) { Write = _ => [] },
    };

    /// <inheritdoc/>
    public string Name => "fletcher32";

    /// <inheritdoc/>
    public bool IsChecksum => true;

    /// <inheritdoc/>
    public long MaximumEncodedLength(long length) => length + ChecksumLength;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var room = destination.Room(Name, MaximumEncodedLength(source.Length));
        source.CopyTo(room);
        BinaryPrimitives.WriteUInt32LittleEndian(room[source.Length..], Compute(source));
        destination.Advance(source.Length + ChecksumLength);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var length = DecodedPrefix(source);
        if (length > destination.Length)
            throw CodecException.TooLong(Name, destination.Length, length);
        source[..length].CopyTo(destination);
        return length;
    }

    /// <inheritdoc/>
    public int DecodedPrefix(ReadOnlySpan<byte> source)
    {
        if (source.Length < ChecksumLength)
            throw CodecException.Truncated(Name, "the checksum", ChecksumLength, source.Length);
        var length = source.Length - ChecksumLength;
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(source[length..]);
        var computed = Compute(source[..length]);
        if (stored != computed && stored != Swapped(computed))
            throw CodecException.Decoding(Name, $"the checksum stored is {stored:x8}, that of the {length} bytes found is {computed:x8}");
        return length;
    }
}
