namespace DelayedArrays;

/// <summary>The further details of a sparse array.</summary>
/// <param name="Layout"><c>csr</c> or <c>csc</c>.</param>
/// <param name="Variant">The convention by which it is stored, such as <c>h5ad</c>.</param>
/// <param name="Entries">The number of stored entries.</param>
/// <param name="Density">Their share of all elements.</param>
/// <param name="HasIndex">Whether the uncompressed axis has an index.</param>
internal sealed record SparseDescription(string Layout, string Variant, long Entries, double Density, bool HasIndex);
