using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// A dataset of numbers or booleans. It is read in one of three ways: chunks are fetched as they are stored and decoded here, data
/// in one piece come right from the file, and the rest is read by libhdf5.
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

    /// <summary>The dataset, which must stay open as long as the seed is in use.</summary>
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

    /// <summary>The file that holds the data, which a link may have led to.</summary>
    public string Path { get; }

    /// <summary>Whether stored numbers have the other byte order.</summary>
    private protected bool SwapsBytes { get; }

    /// <inheritdoc/>
    public abstract BlockCursor<T> Open(BlockRequest request, BlockContext context);

    /// <inheritdoc/>
    public abstract void Plan(BlockRequest request, ReadPlan plan);

    /// <summary>Opens a dataset.</summary>
    /// <param name="dataset">The dataset, which must stay open as long as the seed is in use.</param>
    /// <exception cref="ArrayFormatException">The dataset has no data, or a filter that is not available.</exception>
    /// <exception cref="UnsupportedElementTypeException">It does not hold elements of type <typeparamref name="T"/>.</exception>
    public static Hdf5DenseSeed<T> Open(Hdf5Dataset dataset) => Hdf5Array.Open(dataset).Seeds is [Hdf5DenseSeed<T> seed]
        ? seed
        : throw new UnsupportedElementTypeException(
            $"{dataset.FileName}::{dataset.Path}: holds elements of type {dataset.Type}; expected {ElementTypes.Of<T>().Name()}");

    /// <summary>Chooses how a dataset is read.</summary>
    /// <param name="dataset">A dataset with elements of type <typeparamref name="T"/>.</param>
    /// <exception cref="ArrayFormatException">It has a filter that is not available.</exception>
    internal static Hdf5DenseSeed<T> Of(Hdf5Dataset dataset)
    {
        if (!dataset.Type.NeedsConversion && !dataset.HasExternalFiles)
        {
            // A file open for editing may not have all of its data on disk yet.
            if (dataset is { Layout: Hdf5Layout.Contiguous, File.CanWrite: false, FileOffset: { } start, Length: > 0 })
                return new Hdf5ContiguousSeed<T>(dataset, start);
            if (dataset.Layout == Hdf5Layout.Chunked && dataset.TryPipeline() is { } filters)
                return filters.DecodesRows ? new Hdf5RowSeed<T>(dataset, filters) : new Hdf5ChunkedSeed<T>(dataset, filters);
        }
        if (dataset.Filters.FirstOrDefault(filter => !Hdf5Filter.IsAvailable(filter.Id)) is { } missing)
            throw new ArrayFormatException(dataset.FileName, dataset.Path, missing.WhyMissing);
        return new Hdf5LibrarySeed<T>(dataset);
    }

    /// <summary>The error for something wrong with the dataset.</summary>
    private protected ArrayFormatException Problem(string problem, Exception? inner = null) => new(Path, Dataset.Path, problem, inner);

    /// <summary>The value of elements never written.</summary>
    private protected T FillValue() => Dataset.FillValue is { } bytes ? MemoryMarshal.Read<T>(bytes.AsSpan()) : default;
}
