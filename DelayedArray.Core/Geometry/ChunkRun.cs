namespace DelayedArrays;

/// <summary>Chunks of one length that follow each other along an axis.</summary>
/// <param name="Length">Elements of each, 1 or more.</param>
/// <param name="Count">Number of chunks.</param>
public readonly record struct ChunkRun(long Length, long Count);
