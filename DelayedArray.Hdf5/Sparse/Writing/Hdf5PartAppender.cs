namespace DelayedArrays.Hdf5;

/// <summary>Appends elements to a dataset of one axis.</summary>
internal sealed class Hdf5PartAppender<T> : PartAppender<T> where T : unmanaged
{
    private readonly Lock _storing = new();
    private readonly Hdf5Dataset _dataset;
    private readonly Hdf5PartChunks<T> _chunks;

    /// <summary>Starts after the first elements of a dataset, which stay.</summary>
    /// <exception cref="ArrayFormatException">The last chunk cannot be read.</exception>
    public Hdf5PartAppender(Hdf5Dataset dataset, long length) : base(checked((int)dataset.ChunkShape[0]), length)
    {
        _dataset = dataset;
        _chunks = new(dataset);
        if (Filled > 0)
            _chunks.Read(Start, Chunk);
    }

    protected override void Store(long start, Span<T> chunk, int count, BlockContext? context)
    {
        // Elements after the last one become visible when the dataset grows, so they must be zero.
        chunk[count..].Clear();
        using var encoded = new EncodedBuffer();
        var mask = _chunks.Encode(chunk, encoded);
        using var reading = context is null ? default : context.Reading();
        lock (_storing)
        {
            if (_dataset.Length < start + count)
                _dataset.SetExtent([start + count]);
            _chunks.Write(start, chunk, count, encoded, mask);
        }
    }
}
