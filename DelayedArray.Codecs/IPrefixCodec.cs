namespace DelayedArrays;

/// <summary>A codec that encodes by appending bytes, such as a checksum. A pipeline need not copy the decoded bytes.</summary>
public interface IPrefixCodec : IByteCodec
{
    /// <summary>Checks <paramref name="source"/> and returns the length of the decoded bytes at its start.</summary>
    /// <exception cref="CodecException">The bytes are damaged.</exception>
    int DecodedPrefix(ReadOnlySpan<byte> source);
}
