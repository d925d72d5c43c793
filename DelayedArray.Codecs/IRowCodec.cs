namespace DelayedArrays;

/// <summary>A codec that can also decode into separate rows, which saves a copy afterwards.</summary>
public interface IRowCodec : IByteCodec
{
    /// <summary>Decodes <paramref name="source"/> into the rows.</summary>
    /// <exception cref="CodecException">The bytes are damaged, do not fill the rows exactly, or the library is missing.</exception>
    void Decode(ReadOnlySpan<byte> source, SpanRows<byte> destination);
}
