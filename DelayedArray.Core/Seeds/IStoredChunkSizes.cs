namespace DelayedArrays;

/// <summary>Implemented by seeds that know the stored length of chunks, which <c>Explain</c> asks for. For other seeds it uses the
/// decoded length.</summary>
public interface IStoredChunkSizes
{
    /// <summary>Bytes that a chunk takes in storage; null if they cannot be found without reading the chunk.</summary>
    /// <param name="chunk">Number of the chunk along each axis.</param>
    long? StoredBytes(ReadOnlySpan<long> chunk);
}
