namespace DelayedArrays;

/// <summary>Writes delayed arrays to HDF5 datasets, block by block, in parallel, in bounded memory.</summary>
public static class Hdf5Writing
{
    /// <summary>
    /// Evaluates an array into a new dataset of a file, which is created if it does not exist. The dataset appears complete or not at all. If
    /// anything fails, the file is unchanged.
    /// </summary>
    /// <param name="array">The array. It may be read from the same file.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="dataset">Path of the dataset inside. Missing groups above it are created.</param>
    /// <param name="options">Chunks, compression, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="IOException">The file cannot be written, or the dataset already exists.</exception>
    /// <exception cref="ConcurrentChangeException">Others are changing the file, or have it open.</exception>
    /// <exception cref="ArgumentException">The chunks do not fit the array.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static void WriteHdf5<T>(
        this DelayedArray<T> array, string path, string dataset, Hdf5WriteOptions? options = null, ExecutionOptions? execution = null)
        where T : unmanaged
    {
        options ??= new();
        using var transaction = Hdf5Transaction.Begin(path, options.ChangeMode, execution);
        var pass = new Pass();
        pass.WriteHdf5(array, transaction, dataset, options);
        pass.Run(execution);
        transaction.Commit();
    }

    /// <summary>Evaluates an array of any element type into a new dataset of a file.</summary>
    /// <inheritdoc cref="WriteHdf5{T}(DelayedArray{T}, string, string, Hdf5WriteOptions?, ExecutionOptions?)"/>
    public static void WriteHdf5(
        this DelayedArray array, string path, string dataset, Hdf5WriteOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        array.ElementType.Dispatch(new WriteVisitor(array, path, dataset, options, execution));
    }

    /// <summary>Adds the writing of a dataset to a pass. Commit the transaction once the pass has run.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="array">The array.</param>
    /// <param name="transaction">The change that the dataset belongs to.</param>
    /// <param name="dataset">Path of the dataset.</param>
    /// <param name="options">Chunks, compression, overwriting.</param>
    /// <exception cref="IOException">The dataset already exists.</exception>
    /// <exception cref="ArgumentException">The chunks do not fit the array.</exception>
    public static void WriteHdf5<T>(
        this Pass pass, DelayedArray<T> array, Hdf5Transaction transaction, string dataset, Hdf5WriteOptions? options = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(transaction);
        options ??= new();
        var elementSize = array.ElementType.Size();
        var chunks = ChunksOf(array, options);
        var chunkBytes = chunks is { } shape ? shape.Count * elementSize : 0;
        var filters = chunks is null ? [] : options.Filters(elementSize, chunkBytes);
        var pipeline = Hdf5Filter.TryPipeline(filters, elementSize) ?? throw new CodecException(filters[^1].MissingReason);
        var created = transaction.File.Root.CreateDataset(
            transaction.Reserve(dataset, options.Overwrite), array.Time is { } time ? Hdf5DataType.Of(time) : Hdf5DataType.Of<T>(), array.Shape.AsSpan(),
            new Hdf5DatasetOptions { ChunkShape = chunks is { } c ? [.. c] : [], Filters = filters });
        if (chunks is null)
            pass.Add(new Hdf5ContiguousSink<T>(array, created));
        else
            pass.Add(new Hdf5ChunkSink<T>(array, created, pipeline));
    }

    /// <summary>Gets the requested chunks or, by default, the source's chunks or moderate boxes; null for a contiguous dataset.</summary>
    private static Shape? ChunksOf<T>(DelayedArray<T> array, Hdf5WriteOptions options) where T : unmanaged
    {
        var shape = array.Shape;
        if (options.IsContiguous || shape.Rank == 0 || shape.Count == 0)
            return null;
        var chunks = ChunkGrid.Suggest(array, options.Chunks);
        var clipped = new Shape([.. chunks.Select((length, axis) => Math.Min(length, shape[axis]))]);
        // The limit of the format.
        return clipped.Count * array.ElementType.Size() <= uint.MaxValue ? clipped
            : throw new ArgumentException($"a chunk of shape {clipped} has 4 GiB or more", nameof(options));
    }

    private sealed class WriteVisitor(
        DelayedArray array, string path, string dataset, Hdf5WriteOptions? options, ExecutionOptions? execution) : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            array.As<T>().WriteHdf5(path, dataset, options, execution);
            return true;
        }
    }
}
