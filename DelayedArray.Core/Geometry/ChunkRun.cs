namespace DelayedArrays;

/// <summary>Consecutive chunks of equal length along an axis.</summary>
/// <param name="Length">Elements in each chunk, 1 or more.</param>
/// <param name="Count">Number of chunks.</param>
public readonly record struct ChunkRun(long Length, long Count);
