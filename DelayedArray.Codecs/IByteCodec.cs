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
