namespace DelayedArrays;

/// <summary>The conventions in which sparse groups are written.</summary>
public enum Hdf5SparseVariant
{
    /// <summary>anndata's: attributes <c>encoding-type</c>, <c>encoding-version</c> and <c>shape</c>.</summary>
    H5ad,

    /// <summary>10x Genomics': a dataset <c>shape</c>, features by barcodes, compressed by barcode.</summary>
    TenX,
}

/// <summary>How a matrix is written to a sparse group.</summary>
public sealed record Hdf5SparseWriteOptions
{
    /// <summary>Entries of a chunk unless another number is asked for.</summary>
    public const int UsualChunkLength = 100_000;

    /// <summary>The convention; anndata's by default.</summary>
    public Hdf5SparseVariant Variant { get; init; }

    /// <summary>Which axis is compressed: by default columns for 10x, else as the matrix is stored, or rows.</summary>
    public SparseLayout? Layout { get; init; }

    /// <summary>How <c>indices</c> are stored.</summary>
    public SparseIndexType IndexType { get; init; }

    /// <summary>How <c>indptr</c> is stored: 64 bits unless 32 are asked for.</summary>
    public SparseIndexType OffsetType { get; init; }

    /// <summary>Entries of a chunk of <c>data</c> and <c>indices</c>, so that a few lines can be read without the rest.</summary>
    public long ChunkLength { get; init; } = UsualChunkLength;

    /// <summary>How chunks are compressed, as <see cref="Hdf5WriteOptions.Compression"/>.</summary>
    public string Compression { get; init; } = "gzip";

    /// <summary>Level of compression, as <see cref="Hdf5WriteOptions.Level"/>.</summary>
    public int? Level { get; init; }

    /// <summary>Whether bytes are shuffled before they are compressed.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether what is already there under the group's name is replaced, all that is in it included.</summary>
    public bool Overwrite { get; init; }

    /// <summary>How a file that is there already is changed.</summary>
    public Hdf5ChangeMode ChangeMode { get; init; }
}
