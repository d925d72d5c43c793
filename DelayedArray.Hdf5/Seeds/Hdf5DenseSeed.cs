using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// A dataset of numbers or booleans. There are three ways to read one: raw chunks are read and decoded here, contiguous data are read
/// directly from the file, and libhdf5 reads everything else.
/// </summary>
public abstract class Hdf5DenseSeed<T> : ISeed<T> where T : unmanaged
{
    private protected Hdf5DenseSeed(Hdf5Dataset dataset)
    {
        Dataset = dataset;
        Shape = new Shape(dataset.Shape.AsSpan());
        Path = dataset.FileName;
        SwapsBytes = dataset.Type.Size > 1
            && dataset.Type.ByteOrder == (BitConverter.IsLittleEndian ? Hdf5ByteOrder.BigEndian : Hdf5ByteOrder.LittleEndian);
    }

    /// <summary>The dataset, which must stay open while the seed is in use.</summary>
    public Hdf5Dataset Dataset { get; }

    /// <inheritdoc/>
    public Shape Shape { get; }

    /// <inheritdoc/>
    public abstract Shape? ChunkShape { get; }

    /// <inheritdoc/>
    public bool IsSparse => false;

    /// <inheritdoc/>
    public bool IsInMemory => false;

    /// <inheritdoc/>
    public string Description => $"HDF5 {Path}::{Dataset.Path}";

    /// <summary>The file that holds the data, which may be the target of a link.</summary>
    public string Path { get; }

    /// <summary>Whether stored numbers have a byte order other than this machine's.</summary>
    private protected bool SwapsBytes { get; }

    /// <inheritdoc/>
    public abstract BlockCursor<T> Open(BlockRequest request, BlockContext context);

    /// <inheritdoc/>
    public abstract void Plan(BlockRequest request, ReadPlan plan);

    /// <summary>Opens a dataset.</summary>
    /// <param name="dataset">The dataset, which must stay open while the seed is in use.</param>
    /// <exception cref="ArrayFormatException">The dataset has no data, or a filter that is not available.</exception>
    /// <exception cref="UnsupportedElementTypeException">It does not hold elements of type <typeparamref name="T"/>.</exception>
    public static Hdf5DenseSeed<T> Open(Hdf5Dataset dataset) => Hdf5Array.Open(dataset).Seeds is [Hdf5DenseSeed<T> seed]
        ? seed
        : throw new UnsupportedElementTypeException(
            $"{dataset.FileName}::{dataset.Path}: holds elements of type {dataset.Type}; expected {ElementTypes.Of<T>().Name()}");

    /// <summary>Chooses how to read a dataset.</summary>
    /// <param name="dataset">A dataset with elements of type <typeparamref name="T"/>.</param>
    /// <exception cref="ArrayFormatException">It has a filter that is not available.</exception>
    internal static Hdf5DenseSeed<T> Of(Hdf5Dataset dataset)
    {
        if (!dataset.Type.NeedsConversion && !dataset.HasExternalFiles)
        {
            // If a file is open for editing, some of its data may not be on disk yet.
            if (dataset is { Layout: Hdf5Layout.Contiguous, File.CanWrite: false, FileOffset: { } start, Length: > 0 })
                return new Hdf5ContiguousSeed<T>(dataset, start);
            if (dataset.Layout == Hdf5Layout.Chunked && dataset.TryPipeline() is { } filters)
                return filters.DecodesRows ? new Hdf5RowSeed<T>(dataset, filters) : new Hdf5ChunkedSeed<T>(dataset, filters);
        }
        if (dataset.Filters.FirstOrDefault(filter => !Hdf5Filter.IsAvailable(filter.Id)) is { } missing)
            throw new ArrayFormatException(dataset.FileName, dataset.Path, missing.MissingReason);
        return new Hdf5LibrarySeed<T>(dataset);
    }

    /// <summary>The error for a problem with the dataset.</summary>
    private protected ArrayFormatException Problem(string problem, Exception? inner = null) => new(Path, Dataset.Path, problem, inner);

    /// <summary>The value of elements that were never written.</summary>
    private protected T FillValue() => Dataset.FillValue is { } bytes ? MemoryMarshal.Read<T>(bytes.AsSpan()) : default;
}
