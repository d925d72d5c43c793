using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>How one of the three datasets of a sparse group is stored.</summary>
internal sealed record SparsePartForm(Hdf5DataType Type, long ChunkLength, ImmutableArray<Hdf5Filter> Filters)
{
    public static SparsePartForm Of(ElementType type, Hdf5SparseWriteOptions options)
    {
        var codecs = new Hdf5WriteOptions { Compression = options.Compression, Level = options.Level, Shuffle = options.Shuffle };
        var filters = codecs.Filters(type.Size(), options.ChunkLength * type.Size());
        return new(Hdf5DataType.Of(type), options.ChunkLength, filters);
    }

    /// <summary>The form of a dataset that is there; one without chunks gets the usual ones.</summary>
    public static SparsePartForm Of(Hdf5Dataset dataset) => new(
        dataset.Type, dataset.ChunkShape.IsEmpty ? Hdf5SparseWriteOptions.UsualChunkLength : dataset.ChunkShape[0], dataset.Filters);

    /// <summary>Creates the dataset without elements, to be extended without limit.</summary>
    public Hdf5Dataset Create(Hdf5Group group, string path) => group.CreateDataset(path, Type, [0], new Hdf5DatasetOptions
    {
        ChunkShape = [ChunkLength],
        MaximumShape = [Hdf5DatasetOptions.Unlimited],
        Filters = Filters,
    });
}

/// <summary>How the datasets of a sparse group are stored.</summary>
internal sealed record SparseForm(SparseLayout Layout, SparsePartForm Data, SparsePartForm Indices, SparsePartForm Offsets)
{
    // A chunk has less than 4 GiB, by the format; far fewer bytes are sensible.
    private const long MostChunkBytes = 256 << 20;

    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    public static SparseForm Of(DelayedArray array, Hdf5SparseWriteOptions options)
    {
        if (array.Rank != 2)
            throw new ShapeMismatchException($"a sparse group holds a matrix; the array has the shape {array.Shape}");
        if (options.ChunkLength < 1 || options.ChunkLength > MostChunkBytes / sizeof(double))
            throw new ArgumentException($"chunks of {options.ChunkLength} entries; expected 1 to {MostChunkBytes / sizeof(double)}", nameof(options));
        var isTenX = options.Variant == Hdf5SparseVariant.TenX;
        if (isTenX && options.Layout == SparseLayout.Csr)
            throw new ArgumentException("10x groups hold compressed columns; the layout CSR was asked for", nameof(options));
        var layout = options.Layout ?? (isTenX || array.Root.Layout.Order[0] == 1 ? SparseLayout.Csc : SparseLayout.Csr);
        var minors = array.Shape[layout.MinorAxis()];
        var indices = options.IndexType switch
        {
            SparseIndexType.Int64 => ElementType.Int64,
            SparseIndexType.Int32 when minors - 1 > int.MaxValue => throw new ArgumentException(
                $"indices up to {minors - 1} do not fit 32 bits", nameof(options)),
            SparseIndexType.Int32 => ElementType.Int32,
            _ => isTenX || minors - 1 > int.MaxValue ? ElementType.Int64 : ElementType.Int32,
        };
        var offsets = options.OffsetType == SparseIndexType.Int32 ? ElementType.Int32 : ElementType.Int64;
        return new(layout, SparsePartForm.Of(array.ElementType, options), SparsePartForm.Of(indices, options), SparsePartForm.Of(offsets, options));
    }
}
