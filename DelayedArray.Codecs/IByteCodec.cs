using System.Buffers;

namespace DelayedArrays;

/// <summary>One reversible step from bytes to bytes: a compressor, a byte shuffle or a checksum. Safe for use by many threads.</summary>
public interface IByteCodec
{
    /// <summary>Name of the codec as messages and metadata show it.</summary>
    string Name { get; }

    /// <summary>Whether the codec can run on this machine: true unless it needs a native library that is not there.</summary>
    bool IsAvailable => true;

    /// <summary>Whether <see cref="CodecPipeline.Encode"/> leaves the step out where its result is not shorter than its source.</summary>
    bool IsSkippedUnlessShorter => false;

    /// <summary>Whether the step does nothing but add a checksum, so that its result always has the length of the upper bound.</summary>
    bool IsChecksum => false;

    /// <summary>Upper bound, in bytes, of what usual encoders (this one included) make of <paramref name="length"/> bytes.</summary>
    long MaximumEncodedLength(long length);

    /// <summary>Appends the encoded form of <paramref name="source"/> to <paramref name="destination"/>.</summary>
    /// <exception cref="CodecException">The codec cannot encode, or its library is missing.</exception>
    void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination);

    /// <summary>Decodes <paramref name="source"/> into the start of <paramref name="destination"/>.</summary>
    /// <returns>The number of bytes decoded. It may be less than the destination holds, whose bytes beyond are then undefined.</returns>
    /// <exception cref="CodecException">The bytes are damaged, they would exceed the destination, or the library is missing.</exception>
    int Decode(ReadOnlySpan<byte> source, Span<byte> destination);
}

/// <summary>A codec whose decoded bytes are the first bytes of the encoded ones, such as a checksum: a pipeline need not copy them.</summary>
public interface IPrefixCodec : IByteCodec
{
    /// <summary>Checks <paramref name="source"/> and says how many of its first bytes are the decoded ones.</summary>
    /// <exception cref="CodecException">The bytes are damaged.</exception>
    int DecodedPrefix(ReadOnlySpan<byte> source);
}

/// <summary>A codec that decodes into rows that lie apart as well as into one piece, so that no copy is needed afterwards.</summary>
public interface IRowCodec : IByteCodec
{
    /// <summary>Decodes <paramref name="source"/> into all of the rows.</summary>
    /// <exception cref="CodecException">The bytes are damaged, their number is not that of the rows, or the library is missing.</exception>
    void Decode(ReadOnlySpan<byte> source, SpanRows<byte> destination);
}

/// <summary>What encoders share.</summary>
public static class ByteCodecExtensions
{
    /// <summary>Room for an encoder's output.</summary>
    /// <param name="destination">Where the output goes.</param>
    /// <param name="codec">Name of the codec, for the message.</param>
    /// <param name="length">Bytes that the output may take.</param>
    /// <exception cref="CodecException">No buffer holds so much.</exception>
    public static Span<byte> Room(this IBufferWriter<byte> destination, string codec, long length)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return length <= Array.MaxLength
            ? destination.GetSpan((int)Math.Max(length, 1))
            : throw CodecException.Encoding(codec, $"the result may take {length} bytes, more than one buffer holds ({Array.MaxLength})");
    }
}
