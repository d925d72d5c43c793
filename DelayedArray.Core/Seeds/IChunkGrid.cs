namespace DelayedArrays;

/// <summary>A seed in equal chunks, so that what is read of it can be counted without asking for each.</summary>
internal interface IChunkGrid
{
    /// <summary>Shape of a chunk.</summary>
    Shape Chunk { get; }

    /// <summary>Bytes of a decoded chunk.</summary>
    long ChunkBytes { get; }

    /// <summary>Whether storage says how long chunks are, so that <see cref="StoredBytes"/> is more than what they are decoded.</summary>
    bool KnowsStoredBytes { get; }

    /// <summary>Bytes that a chunk takes in storage.</summary>
    long StoredBytes(ReadOnlySpan<long> chunk);
}
