namespace DelayedArrays;

/// <summary>Which axis of a sparse matrix is compressed.</summary>
public enum SparseLayout
{
    /// <summary>Compressed sparse rows: the entries of a row stand together, each with its column.</summary>
    Csr,

    /// <summary>Compressed sparse columns: the entries of a column stand together, each with its row.</summary>
    Csc,
}
