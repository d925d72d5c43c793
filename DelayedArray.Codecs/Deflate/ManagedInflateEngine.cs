using System.Buffers;
using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>Decodes deflate with <see cref="Inflater"/>, one for each thread. It does not encode.</summary>
/// <remarks>It is faster than libdeflate on processors with AVX-512 VBMI.</remarks>
internal sealed class ManagedInflateEngine : IDeflateEngine
{
    private const int ZlibHeader = 2;
    private const int ZlibTrailer = 4;
    private const int GzipTrailer = 8;

    [ThreadStatic]
    private static Inflater? _inflater;

    public static ManagedInflateEngine Instance { get; } = new();

    public static bool IsSupported => MatchCopy.IsSupported && Environment.Is64BitProcess && BitConverter.IsLittleEndian;

    public int Decode(string codec, DeflateFraming framing, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        _inflater ??= new Inflater();
        var read = framing == DeflateFraming.Zlib
            ? DecodeZlib(codec, source, destination, out var total)
            : DecodeMember(codec, source, destination, out total);
        // A gzip file may consist of several members. Bytes after a zlib stream are ignored.
        while (framing == DeflateFraming.Gzip && GzipHeader.IsAt(source[read..]))
        {
            read += DecodeMember(codec, source[read..], destination[total..], out var written);
            total += written;
        }
        return total;
    }

    public void Encode(
        string codec, DeflateFraming framing, int level, ReadOnlySpan<byte> source, IBufferWriter<byte> destination) =>
        throw new NotSupportedException("This engine does not encode.");

    private static int DecodeZlib(string codec, ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        if (source.Length < ZlibHeader)
            throw CodecException.Truncated(codec, "the Zlib header", ZlibHeader, source.Length);
        int header = BinaryPrimitives.ReadUInt16BigEndian(source);
        // Compression method, window size, no preset dictionary, check bits.
        var valid = (source[0] & 0xF) == 8 && source[0] >> 4 <= 7 && (source[1] & 0x20) == 0 && header % 31 == 0;
        if (!valid)
            throw CodecException.Decoding(codec, $"0x{header:X4} is not the header of a Zlib stream without a dictionary");
        var inflated = Inflate(codec, DeflateFraming.Zlib, source, ZlibHeader, destination);
        var read = ZlibHeader + inflated.Read;
        written = inflated.Written;
        if (source.Length - read < ZlibTrailer)
            throw CodecException.Truncated(codec, "the Zlib stream's checksum", read + ZlibTrailer, source.Length);
        Check(codec, "Adler-32", BinaryPrimitives.ReadUInt32BigEndian(source[read..]), inflated.Checksum);
        return read + ZlibTrailer;
    }

    private static int DecodeMember(string codec, ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        var header = GzipHeader.Length(codec, source);
        var inflated = Inflate(codec, DeflateFraming.Gzip, source, header, destination);
        var read = header + inflated.Read;
        written = inflated.Written;
        if (source.Length - read < GzipTrailer)
            throw CodecException.Truncated(codec, "the Gzip stream's checksum", read + GzipTrailer, source.Length);
        Check(codec, "CRC-32", BinaryPrimitives.ReadUInt32LittleEndian(source[read..]), inflated.Checksum);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(source[(read + 4)..]);
        if (length != (uint)written)
            throw CodecException.Decoding(codec, $"the Gzip stream declares {length} bytes, but holds {written}");
        return read + GzipTrailer;
    }

    private static Inflated Inflate(string codec, DeflateFraming framing, ReadOnlySpan<byte> source, int header, Span<byte> destination)
    {
        var inflated = _inflater!.Inflate(framing, source[header..], destination);
        return inflated.Status switch
        {
            InflateStatus.EndOfBlock => inflated,
            InflateStatus.Full => throw StreamDeflateEngine.TooLong(codec, framing, source, destination.Length),
            InflateStatus.Truncated => throw CodecException.Decoding(
                codec, $"the {framing} stream does not end within its {source.Length} bytes ({inflated.Written} were decoded)"),
            _ => throw CodecException.Decoding(
                codec, $"the {source.Length} bytes are not a valid {framing} stream ({inflated.Written} were decoded)"),
        };
    }

    private static void Check(string codec, string name, uint stored, uint computed)
    {
        if (stored != computed)
            throw CodecException.Decoding(codec, $"the checksum differs: {name} is 0x{computed:X8}, 0x{stored:X8} is stored");
    }
}
