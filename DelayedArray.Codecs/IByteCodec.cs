using System.Buffers;

namespace DelayedArrays;

/// <summary>A reversible step from bytes to bytes: a compressor, a byte shuffle or a checksum. Safe for use by many threads.</summary>
public interface IByteCodec
{
    /// <summary>Name of the codec in messages and metadata.</summary>
    string Name { get; }

    /// <summary>Whether the codec can run on this machine. False if it needs a native library that is missing.</summary>
    bool IsAvailable => true;

    /// <summary>Whether <see cref="CodecPipeline.Encode"/> skips the step if its result is not shorter than its input.</summary>
    bool IsSkippedUnlessShorter => false;

    /// <summary>Whether the step only adds a checksum, so that its result always has the length of the upper bound.</summary>
    bool IsChecksum => false;

    /// <summary>Upper bound, in bytes, of the result of common encoders (including this one) for <paramref name="length"/> bytes.</summary>
    long MaximumEncodedLength(long length);

    /// <summary>Appends the encoded form of <paramref name="source"/> to <paramref name="destination"/>.</summary>
    /// <exception cref="CodecException">The codec cannot encode, or its library is missing.</exception>
    void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination);

    /// <summary>Decodes <paramref name="source"/> into the start of <paramref name="destination"/>.</summary>
    /// <returns>The number of bytes decoded. If it is less than the length of the destination, the remaining bytes are undefined.</returns>
    /// <exception cref="CodecException">The bytes are damaged or exceed the destination, or the library is missing.</exception>
    int Decode(ReadOnlySpan<byte> source, Span<byte> destination);
}
