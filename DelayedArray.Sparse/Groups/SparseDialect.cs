namespace DelayedArrays;

/// <summary>The conventions by which a group states the layout and the shape of its matrix.</summary>
public enum SparseDialect
{
    /// <summary>anndata: attributes <c>encoding-type</c>, <c>encoding-version</c> and <c>shape</c>.</summary>
    H5ad,

    /// <summary>10x Genomics: a part <c>shape</c>, with features as rows and barcodes as columns, compressed by barcode.</summary>
    TenX,

    /// <summary>Early anndata: attributes <c>h5sparse_format</c> and <c>h5sparse_shape</c>. Read only.</summary>
    H5Sparse,

    /// <summary>Seurat: an attribute <c>dims</c>, with compressed columns. Read only.</summary>
    H5Seurat,

    /// <summary>The group does not state its layout. Read only.</summary>
    Bare,
}
