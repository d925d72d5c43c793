namespace DelayedArrays;

/// <summary>The part of a selection that lies in one chunk, along one axis.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Copy">The copy from indices in the chunk to positions in the selection, with strides of 1.</param>
/// <param name="IsWhole">Whether the selection takes every element of the chunk that lies within the array.</param>
internal readonly record struct AxisPart(AxisChunk Chunk, CopyAxis Copy, bool IsWhole);
