using System.Buffers;

namespace DelayedArrays;

/// <summary>One reversible step from bytes to bytes: a compressor, a byte shuffle or a checksum. Safe for use by many threads.</summary>
public interface IByteCodec
{
    /// <summary>Name of the codec as messages and metadata show it.</summary>
    string Name { get; }

    /// <summary>Upper bound of the length that <see cref="Encode"/> makes of <paramref name="length"/> bytes.</summary>
    long MaximumEncodedLength(long length);

    /// <summary>Appends the encoded form of <paramref name="source"/> to <paramref name="destination"/>.</summary>
    /// <exception cref="CodecException">The codec cannot encode, or its library is missing.</exception>
    void Encode(ReadOnlySpan<byte> source, IBufferWriter<byte> destination);

    /// <summary>Decodes <paramref name="source"/> into the start of <paramref name="destination"/>.</summary>
    /// <returns>The number of bytes decoded.</returns>
    /// <exception cref="CodecException">The bytes are damaged, they would exceed the destination, or the library is missing.</exception>
    int Decode(ReadOnlySpan<byte> source, Span<byte> destination);
}
