namespace DelayedArrays;

/// <summary>The part of a selection that falls into one chunk along one axis.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Copy">From indices within the chunk to positions within the selection, both in indices of the axis.</param>
/// <param name="IsWhole">Whether all of the chunk that lies within the array is taken.</param>
internal readonly record struct AxisPart(AxisChunk Chunk, CopyAxis Copy, bool IsWhole);
