namespace DelayedArrays;

/// <summary>The non-zero elements of one row or column.</summary>
/// <param name="Length">Length of the row or column.</param>
/// <param name="Indices">The index of each element, ascending.</param>
/// <param name="Values">The value of each element, which may be NaN.</param>
public sealed record SparseVector<T>(long Length, long[] Indices, T[] Values) where T : unmanaged;
