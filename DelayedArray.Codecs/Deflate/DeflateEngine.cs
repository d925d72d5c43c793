using System.Buffers;

namespace DelayedArrays;

/// <summary>The framing of a deflate stream: zlib's header and Adler-32 (RFC 1950), or gzip's header and CRC-32 (RFC 1952).</summary>
internal enum DeflateFraming
{
    Zlib,
    Gzip,
}

/// <summary>An implementation of deflate for whole buffers.</summary>
internal interface IDeflateEngine
{
    int Decode(string codec, DeflateFraming framing, ReadOnlySpan<byte> source, Span<byte> destination);

    void Encode(string codec, DeflateFraming framing, int level, ReadOnlySpan<byte> source, IBufferWriter<byte> destination);
}
