namespace DelayedArrays;

/// <summary>How a matrix is written to a sparse group.</summary>
public sealed record ZarrSparseWriteOptions
{
    /// <summary>Entries of a chunk unless another number is asked for.</summary>
    public const int UsualChunkLength = 100_000;

    /// <summary>Which axis is compressed: by default as the matrix is stored, or rows.</summary>
    public SparseLayout? Layout { get; init; }

    /// <summary>How <c>indices</c> are stored: by default in 32 bits where they fit.</summary>
    public SparseIndexType IndexType { get; init; }

    /// <summary>How <c>indptr</c> is stored: 64 bits unless 32 are asked for.</summary>
    public SparseIndexType OffsetType { get; init; }

    /// <summary>Elements of a chunk of each array, so that a few lines can be read without the rest.</summary>
    public int ChunkLength { get; init; } = UsualChunkLength;

    /// <summary>
    /// Elements of a shard of Zarr 3, a multiple of <see cref="ChunkLength"/>, so that many chunks share a file; none by default. A
    /// shard is collected and written in one piece.
    /// </summary>
    public int? ShardLength { get; init; }

    /// <summary>
    /// Version, codecs, separator and overwriting; <see cref="ZarrWriteOptions.Attributes"/> become attributes of the group.
    /// What says something of shapes, and resuming, is not for sparse matrices.
    /// </summary>
    public ZarrWriteOptions Storage { get; init; } = new();

    /// <summary>How each of the three arrays is stored.</summary>
    internal ZarrWriteOptions Each => Storage with
    {
        Chunks = [ChunkLength],
        Shards = ShardLength is { } length ? [length] : [],
        Attributes = ZarrJson.EmptyObject,
        FillValue = null,
    };
}

/// <summary>The metadata of the three arrays of a sparse matrix, as long as they are empty.</summary>
internal sealed record ZarrSparseForm(SparseLayout Layout, ZarrArrayInfo Data, ZarrArrayInfo Indices, ZarrArrayInfo Offsets)
{
    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    public static ZarrSparseForm Of<T>(DelayedArray<T> array, ZarrSparseWriteOptions options, int version, MetadataPlace place)
        where T : unmanaged
    {
        if (array.Rank != 2)
            throw new ShapeMismatchException($"a sparse group holds a matrix; the array has the shape {array.Shape}");
        var given = options.Storage;
        if (options.ChunkLength < 1 || !given.Chunks.IsEmpty || !given.Shards.IsEmpty || !given.DimensionNames.IsEmpty || given.Resume)
        {
            throw new ArgumentException(
                "sparse matrices have lengths of chunks (at least 1) and shards instead of their shapes, no names of axes, and cannot be resumed", nameof(options));
        }
        var layout = options.Layout ?? (array.Root.Layout.Order[0] == 1 ? SparseLayout.Csc : SparseLayout.Csr);
        var minors = array.Shape[layout == SparseLayout.Csr ? 1 : 0];
        if (options.IndexType == SparseIndexType.Int32 && minors - 1 > int.MaxValue)
            throw new ArgumentException($"indices up to {minors - 1} do not fit 32 bits", nameof(options));
        var isNarrow = options.IndexType != SparseIndexType.Int64 && minors - 1 <= int.MaxValue;
        var each = options.Each;
        return new(
            layout,
            NewArray.Describe(Delayed.Constant<T>(default, 0), each, version, place),
            isNarrow ? Integers<int>(each, version, place) : Integers<long>(each, version, place),
            options.OffsetType == SparseIndexType.Int32 ? Integers<int>(each, version, place) : Integers<long>(each, version, place));
    }

    private static ZarrArrayInfo Integers<T>(ZarrWriteOptions options, int version, MetadataPlace place) where T : unmanaged =>
        NewArray.Describe(Delayed.Constant<T>(default, 0), options, version, place);
}
