namespace DelayedArrays;

/// <summary>A chunk along one axis.</summary>
/// <param name="Number">Number of the chunk along the axis.</param>
/// <param name="Start">Index of its first element.</param>
/// <param name="Length">Number of its elements. Those of the last chunk may extend beyond the end of the axis.</param>
public readonly record struct AxisChunk(long Number, long Start, long Length);
