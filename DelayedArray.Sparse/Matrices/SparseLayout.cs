namespace DelayedArrays;

/// <summary>Which axis of a sparse matrix is compressed.</summary>
public enum SparseLayout
{
    /// <summary>Compressed sparse rows: the entries of a row stand together, each with its column.</summary>
    Csr,

    /// <summary>Compressed sparse columns: the entries of a column stand together, each with its row.</summary>
    Csc,
}

/// <summary>What follows from a layout.</summary>
internal static class SparseLayouts
{
    /// <summary>The axis whose lines the entries are grouped by.</summary>
    public static int MajorAxis(this SparseLayout layout) => layout == SparseLayout.Csr ? 0 : 1;

    /// <summary>The axis along which an entry's index is stored.</summary>
    public static int MinorAxis(this SparseLayout layout) => 1 - layout.MajorAxis();

    public static SparseLayout Other(this SparseLayout layout) => layout == SparseLayout.Csr ? SparseLayout.Csc : SparseLayout.Csr;

    public static string Name(this SparseLayout layout) => layout == SparseLayout.Csr ? "CSR" : "CSC";

    /// <summary>What one line is called in messages.</summary>
    public static string LineName(this SparseLayout layout) => layout == SparseLayout.Csr ? "row" : "column";
}
