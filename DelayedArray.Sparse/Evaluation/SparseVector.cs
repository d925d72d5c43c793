namespace DelayedArrays;

/// <summary>The elements of one row or column that are not zero.</summary>
/// <param name="Length">Length of the row or column.</param>
/// <param name="Indices">Where they stand, ascending.</param>
/// <param name="Values">What they are; NaN is kept.</param>
public sealed record SparseVector<T>(long Length, long[] Indices, T[] Values) where T : unmanaged;
