namespace DelayedArrays;

/// <summary>Options for writing a matrix to a sparse group of any format.</summary>
public record SparseWriteOptions
{
    /// <summary>The default number of entries in a chunk.</summary>
    public const int DefaultChunkLength = 100_000;

    /// <summary>The convention by which the group states its layout and shape; by default that of anndata.</summary>
    public SparseDialect Dialect { get; init; }

    /// <summary>The compressed axis. By default columns for 10x; otherwise that of the stored matrix, or rows.</summary>
    public SparseLayout? Layout { get; init; }

    /// <summary>The stored type of <c>indices</c>. By default 64 bits for 10x; otherwise 32 bits if they fit.</summary>
    public SparseIndexType IndexType { get; init; }

    /// <summary>The stored type of <c>indptr</c>. By default 64 bits.</summary>
    public SparseIndexType OffsetType { get; init; }

    /// <summary>Elements in a chunk of each part. Chunks allow a few lines to be read without the rest.</summary>
    public int ChunkLength { get; init; } = DefaultChunkLength;

    /// <summary>Whether an existing array or sparse matrix with the group's name is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Checks the options against a matrix.</summary>
    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    public void Check(DelayedArray matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Rank != 2)
            throw new ShapeMismatchException($"a sparse group holds a matrix; the array has the shape {matrix.Shape}");
        if (ChunkLength < 1)
            throw new ArgumentException($"chunks of {ChunkLength} entries; expected at least 1", nameof(matrix));
        if (Dialect is not (SparseDialect.H5ad or SparseDialect.TenX))
            throw new ArgumentException($"groups are written as {nameof(SparseDialect.H5ad)} or {nameof(SparseDialect.TenX)}, not as {Dialect}", nameof(matrix));
        if (Dialect == SparseDialect.TenX && Layout == SparseLayout.Csr)
            throw new ArgumentException("10x groups hold compressed columns, but the layout CSR was requested", nameof(matrix));
        if (IndexType == SparseIndexType.Int32 && MaxIndex(matrix) > int.MaxValue)
            throw new ArgumentException($"indices up to {MaxIndex(matrix)} do not fit 32 bits", nameof(matrix));
    }

    /// <summary>The axis of a matrix that will be compressed.</summary>
    internal SparseLayout LayoutOf(DelayedArray matrix) =>
        Layout ?? (Dialect == SparseDialect.TenX || matrix.Root.Layout.Order[0] == 1 ? SparseLayout.Csc : SparseLayout.Csr);

    /// <summary>The type in which indices of a matrix will be stored.</summary>
    internal ElementType IndexTypeOf(DelayedArray matrix) => IndexType switch
    {
        SparseIndexType.Int32 => ElementType.Int32,
        SparseIndexType.Automatic when Dialect != SparseDialect.TenX && MaxIndex(matrix) <= int.MaxValue => ElementType.Int32,
        _ => ElementType.Int64,
    };

    /// <summary>The type in which offsets will be stored.</summary>
    internal ElementType OffsetElementType => OffsetType == SparseIndexType.Int32 ? ElementType.Int32 : ElementType.Int64;

    private long MaxIndex(DelayedArray matrix) => matrix.Shape[LayoutOf(matrix).MinorAxis()] - 1;
}
