using System.Buffers;
using System.IO.Compression;

namespace DelayedArrays;

/// <summary>Deflate by System.IO.Compression, used if libdeflate is not installed.</summary>
/// <remarks>It detects a wrong checksum, but not a stream that is truncated after the last of the data.</remarks>
internal sealed unsafe class StreamDeflateEngine : IDeflateEngine
{
    public static StreamDeflateEngine Instance { get; } = new();

    public int Decode(string codec, DeflateFraming framing, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        CheckEnds(codec, framing, source);
        fixed (byte* from = source)
        {
            using var bytes = new UnmanagedMemoryStream(from, source.Length);
            using var inflater = Inflater(bytes, framing);
            int total;
            int beyond;
            try
            {
                total = inflater.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
                // Reading past the last byte makes the stream verify its checksum.
                beyond = inflater.ReadByte();
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                throw new CodecException($"{codec} decode: {e.Message}", e);
            }
            if (beyond >= 0)
                throw TooLong(codec, framing, source, destination.Length);
            return total;
        }
    }

    public void Encode(
        string codec, DeflateFraming framing, int level, ReadOnlySpan<byte> source, IBufferWriter<byte> destination)
    {
        using var target = new BufferWriterStream(destination);
        var options = new ZLibCompressionOptions { CompressionLevel = level };
        using Stream deflater = framing == DeflateFraming.Zlib
            ? new ZLibStream(target, options, leaveOpen: true)
            : new GZipStream(target, options, leaveOpen: true);
        if (source.IsEmpty)
            WriteEmpty(framing, destination);
        else
            deflater.Write(source);
    }

    /// <summary>Makes the exception for a stream that holds more than expected. Counts how much, up to a limit, for the message.</summary>
    public static CodecException TooLong(string codec, DeflateFraming framing, ReadOnlySpan<byte> source, int expected)
    {
        const int Allowance = 1 << 20;
        var limit = (4L * expected) + Allowance;
        var needed = Count(framing, source, limit);
        var found = needed < limit ? $"{needed}" : $"more than {limit}";
        return CodecException.Decoding(codec, $"the data hold {found} bytes; expected {expected}");
    }

    private static long Count(DeflateFraming framing, ReadOnlySpan<byte> source, long limit)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(1 << 16);
        long total = 0;
        try
        {
            fixed (byte* from = source)
            {
                using var bytes = new UnmanagedMemoryStream(from, source.Length);
                using var inflater = Inflater(bytes, framing);
                int read;
                while (total < limit && (read = inflater.Read(scratch)) > 0)
                    total += read;
            }
        }
        catch (InvalidDataException)
        {
            // The stream is damaged further on. Report what was counted.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
        return total;
    }

    private static Stream Inflater(Stream bytes, DeflateFraming framing) => framing == DeflateFraming.Zlib
        ? new ZLibStream(bytes, CompressionMode.Decompress, leaveOpen: true)
        : new GZipStream(bytes, CompressionMode.Decompress, leaveOpen: true);

    private static void CheckEnds(string codec, DeflateFraming framing, ReadOnlySpan<byte> source)
    {
        var min = framing == DeflateFraming.Zlib ? 8 : 20;
        if (source.Length < min)
            throw CodecException.Truncated(codec, $"the {framing} stream", min, source.Length);
    }

    /// <summary>Writes an empty stream. The stream classes write nothing for empty data, which would be invalid.</summary>
    private static void WriteEmpty(DeflateFraming framing, IBufferWriter<byte> destination)
    {
        ReadOnlySpan<byte> zlib = [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];
        ReadOnlySpan<byte> gzip = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 0x03, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];
        destination.Write(framing == DeflateFraming.Zlib ? zlib : gzip);
    }
}
