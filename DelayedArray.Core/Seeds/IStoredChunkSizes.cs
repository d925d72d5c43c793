namespace DelayedArrays;

/// <summary>Implemented by seeds whose storage tells how long chunks are, which is asked when an evaluation is explained. Of other
/// seeds the decoded length is taken.</summary>
public interface IStoredChunkSizes
{
    /// <summary>Bytes that a chunk takes in storage; null if they cannot be had without reading it.</summary>
    /// <param name="chunk">Number of the chunk along each axis.</param>
    long? StoredBytes(ReadOnlySpan<long> chunk);
}
