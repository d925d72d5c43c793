namespace DelayedArrays;

/// <summary>The stored integer types of indices and offsets.</summary>
public enum SparseIndexType
{
    /// <summary>The type that the convention requires. If it leaves the choice, 32 bits for indices that fit.</summary>
    Automatic,

    /// <summary>Signed, 32 bits.</summary>
    Int32,

    /// <summary>Signed, 64 bits.</summary>
    Int64,
}
