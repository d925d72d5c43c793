using System.Collections.Immutable;

namespace DelayedArrays.Hdf5;

/// <summary>How a part of a sparse group is stored.</summary>
internal sealed record Hdf5PartForm(Hdf5DataType Type, long ChunkLength, ImmutableArray<Hdf5Filter> Filters)
{
    // The format allows chunks of up to 4 GiB; sensible ones are much smaller.
    private const long MaxChunkBytes = 256 << 20;

    /// <exception cref="ArgumentException">The chunks are too long.</exception>
    public static Hdf5PartForm Of(ElementType type, Hdf5SparseWriteOptions options)
    {
        Check(options);
        var codecs = new Hdf5WriteOptions { Compression = options.Compression, Level = options.Level, Shuffle = options.Shuffle };
        var filters = codecs.Filters(type.Size(), (long)options.ChunkLength * type.Size());
        return new(Hdf5DataType.Of(type), options.ChunkLength, filters);
    }

    /// <summary>Gets the form of an existing dataset. If that has no chunks, the form has those of the default options.</summary>
    public static Hdf5PartForm Of(Hdf5Dataset dataset) => new(
        dataset.Type, dataset.ChunkShape.IsEmpty ? SparseWriteOptions.DefaultChunkLength : dataset.ChunkShape[0], dataset.Filters);

    /// <exception cref="ArgumentException">The chunks are too long.</exception>
    public static void Check(Hdf5SparseWriteOptions options)
    {
        if (options.ChunkLength > MaxChunkBytes / sizeof(double))
            throw new ArgumentException($"chunks of {options.ChunkLength} entries; expected 1 to {MaxChunkBytes / sizeof(double)}", nameof(options));
    }

    /// <summary>Creates the dataset, without elements and without a limit to its length.</summary>
    public void Create(Hdf5Group group, string part) => group.CreateDataset(part, Type, [0], new Hdf5DatasetOptions
    {
        ChunkShape = [ChunkLength],
        MaximumShape = [Hdf5DatasetOptions.Unlimited],
        Filters = Filters,
    }).Dispose();
}
