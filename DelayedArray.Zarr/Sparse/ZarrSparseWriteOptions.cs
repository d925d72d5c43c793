namespace DelayedArrays;

/// <summary>How a matrix is written to a sparse group of a Zarr store.</summary>
public sealed record ZarrSparseWriteOptions : SparseWriteOptions
{
    /// <summary>
    /// The number of elements of a shard of Zarr 3, a multiple of <see cref="SparseWriteOptions.ChunkLength"/>, so that many chunks share a
    /// file; none by default. A shard is held in memory and written in one piece.
    /// </summary>
    public int? ShardLength { get; init; }

    /// <summary>
    /// Version, codecs and separator. <see cref="ZarrWriteOptions.Attributes"/> become attributes of the group.
    /// <see cref="ZarrWriteOptions.Overwrite"/> has the same effect as <see cref="SparseWriteOptions.Overwrite"/>. Shapes, names of axes and
    /// resuming do not apply to sparse matrices.
    /// </summary>
    public ZarrWriteOptions Storage { get; init; } = new();

    /// <summary>How each part is stored.</summary>
    internal ZarrWriteOptions Each => Storage with
    {
        Chunks = [ChunkLength],
        Shards = ShardLength is { } length ? [length] : [],
        Attributes = ZarrJson.EmptyObject,
        FillValue = null,
    };

    /// <summary>How the group is put in place.</summary>
    internal ZarrWriteOptions Staging => Storage with { Overwrite = Overwrite || Storage.Overwrite };

    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    internal void CheckAll(DelayedArray matrix)
    {
        Check(matrix);
        if (!Storage.Chunks.IsEmpty || !Storage.Shards.IsEmpty || !Storage.DimensionNames.IsEmpty || Storage.Resume)
        {
            throw new ArgumentException(
                "sparse matrices take lengths of chunks and shards instead of shapes, have no names of axes, and cannot be resumed", nameof(matrix));
        }
    }
}
