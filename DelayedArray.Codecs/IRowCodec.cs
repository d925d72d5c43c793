namespace DelayedArrays;

/// <summary>A codec that decodes into rows that lie apart as well as into one piece, so that no copy is needed afterwards.</summary>
public interface IRowCodec : IByteCodec
{
    /// <summary>Decodes <paramref name="source"/> into all of the rows.</summary>
    /// <exception cref="CodecException">The bytes are damaged, their number is not that of the rows, or the library is missing.</exception>
    void Decode(ReadOnlySpan<byte> source, SpanRows<byte> destination);
}
