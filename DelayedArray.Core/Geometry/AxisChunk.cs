namespace DelayedArrays;

/// <summary>A chunk along one axis.</summary>
/// <param name="Number">Number of the chunk along the axis.</param>
/// <param name="Start">Index of its first element.</param>
/// <param name="Length">Its elements, of which the last chunk may have some beyond the end of the axis.</param>
public readonly record struct AxisChunk(long Number, long Start, long Length);
