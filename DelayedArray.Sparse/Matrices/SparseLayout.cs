namespace DelayedArrays;

/// <summary>The compressed axis of a sparse matrix.</summary>
public enum SparseLayout
{
    /// <summary>Compressed sparse rows: the entries of each row are stored together, each with its column.</summary>
    Csr,

    /// <summary>Compressed sparse columns: the entries of each column are stored together, each with its row.</summary>
    Csc,
}
