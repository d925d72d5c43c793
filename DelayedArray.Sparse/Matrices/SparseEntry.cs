namespace DelayedArrays;

/// <summary>One stored entry of a sparse matrix.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Column">Its column.</param>
/// <param name="Value">Its value.</param>
public readonly record struct SparseEntry<T>(long Row, long Column, T Value) where T : unmanaged;
