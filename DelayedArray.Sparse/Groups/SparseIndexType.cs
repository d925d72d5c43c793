namespace DelayedArrays;

/// <summary>The integers that indices and offsets are stored as.</summary>
public enum SparseIndexType
{
    /// <summary>What the convention asks for, and where it leaves the choice, 32 bits for indices that fit.</summary>
    Automatic,

    /// <summary>Signed, 32 bits.</summary>
    Int32,

    /// <summary>Signed, 64 bits.</summary>
    Int64,
}
