namespace DelayedArrays;

/// <summary>Properties of layouts.</summary>
public static class SparseLayouts
{
    /// <summary>The axis by whose lines the entries are grouped: 0 for CSR, 1 for CSC.</summary>
    public static int MajorAxis(this SparseLayout layout) => layout == SparseLayout.Csr ? 0 : 1;

    /// <summary>The axis along which indices are stored: 1 for CSR, 0 for CSC.</summary>
    public static int MinorAxis(this SparseLayout layout) => 1 - layout.MajorAxis();

    /// <summary>The name of the layout: <c>CSR</c> or <c>CSC</c>.</summary>
    public static string Name(this SparseLayout layout) => layout == SparseLayout.Csr ? "CSR" : "CSC";

    /// <summary>The word for a line: <c>row</c> or <c>column</c>.</summary>
    public static string LineName(this SparseLayout layout) => layout == SparseLayout.Csr ? "row" : "column";

    internal static SparseLayout Other(this SparseLayout layout) => layout == SparseLayout.Csr ? SparseLayout.Csc : SparseLayout.Csr;

    /// <summary>Checks that the lines of a shape can be compressed. Their offsets must fit in one array.</summary>
    /// <exception cref="ArgumentException">There are too many lines.</exception>
    internal static void CheckLines(this SparseLayout layout, Shape shape)
    {
        if (shape[layout.MajorAxis()] >= Array.MaxLength)
        {
            throw new ArgumentException(
                $"a matrix of shape {shape} cannot be {layout.Name()}: fewer than {Array.MaxLength} {layout.LineName()}s are possible", nameof(shape));
        }
    }
}
