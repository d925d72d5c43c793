namespace DelayedArrays;

/// <summary>A codec whose decoded bytes are the first bytes of the encoded ones, such as a checksum: a pipeline need not copy them.</summary>
public interface IPrefixCodec : IByteCodec
{
    /// <summary>Checks <paramref name="source"/> and says how many of its first bytes are the decoded ones.</summary>
    /// <exception cref="CodecException">The bytes are damaged.</exception>
    int DecodedPrefix(ReadOnlySpan<byte> source);
}
