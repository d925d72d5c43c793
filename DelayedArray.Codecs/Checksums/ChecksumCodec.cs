using System.Buffers;
using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>Computes the checksum of some bytes.</summary>
internal delegate uint Checksum(ReadOnlySpan<byte> bytes);

/// <summary>A checksum of 4 bytes, little-endian, before or after the data.</summary>
internal class ChecksumCodec : IByteCodec
{
    private const int ChecksumLength = sizeof(uint);
    private readonly Checksum _checksum;
    private readonly bool _isAtStart;

    private ChecksumCodec(string name, Checksum checksum, bool isAtStart)
    {
        Name = name;
        _checksum = checksum;
        _isAtStart = isAtStart;
    }

    /// <summary>The entry of the CRC-32 of zip files in the table.</summary>
    public static CodecEntry Crc32 { get; } = new("crc32")
    {
        IsStep = true,
        Zarr2 = new("crc32", stored => Create("crc32", System.IO.Hashing.Crc32.HashToUInt32, IsAtStart(stored, absent: true))) { Write = _ => [] },
    };

    public string Name { get; }

    public bool IsChecksum => true;

    public static IByteCodec Create(string name, Checksum checksum, bool isAtStart) =>
        isAtStart ? new ChecksumCodec(name, checksum, isAtStart) : new After(name, checksum);

    /// <summary>Whether numcodecs puts a checksum before the data, by its parameter <c>location</c>.</summary>
    public static bool IsAtStart(INamedParameters stored, bool absent) =>
        stored.Text("location", "start", "end") is { } location ? location == "start" : absent;

    public long MaximumEncodedLength(long length) => length + ChecksumLength;

    public void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        var room = destination.Room(Name, MaximumEncodedLength(source.Length));
        source.CopyTo(_isAtStart ? room[ChecksumLength..] : room);
        BinaryPrimitives.WriteUInt32LittleEndian(_isAtStart ? room : room[source.Length..], _checksum(source));
        destination.Advance(source.Length + ChecksumLength);
    }

    public int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var data = Checked(source);
        if (data.Length > destination.Length)
            throw CodecException.TooLong(Name, destination.Length, data.Length);
        data.CopyTo(destination);
        return data.Length;
    }

    private ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> source)
    {
        if (source.Length < ChecksumLength)
            throw CodecException.Truncated(Name, "the checksum", ChecksumLength, source.Length);
        var data = _isAtStart ? source[ChecksumLength..] : source[..^ChecksumLength];
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(_isAtStart ? source : source[^ChecksumLength..]);
        var computed = _checksum(data);
        return stored == computed
            ? data
            : throw CodecException.Decoding(Name, $"the checksum stored is {stored:x8}, that of the {data.Length} bytes found is {computed:x8}");
    }

    private sealed class After(string name, Checksum checksum) : ChecksumCodec(name, checksum, isAtStart: false), IPrefixCodec
    {
        public int DecodedPrefix(ReadOnlySpan<byte> source) => Checked(source).Length;
    }
}
