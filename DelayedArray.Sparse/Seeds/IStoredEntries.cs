namespace DelayedArrays;

/// <summary>A compressed sparse matrix whose parts can be evaluated as arrays with one axis, with any element type.</summary>
internal interface IStoredEntries
{
    /// <summary>The parts as they are stored.</summary>
    CompressedParts Parts { get; }

    /// <summary>Gets the indices if they are in one array in memory, in range and strictly ascending in every line; otherwise null.</summary>
    TIndex[]? CanonicalIndices<TIndex>() where TIndex : unmanaged => null;
}
