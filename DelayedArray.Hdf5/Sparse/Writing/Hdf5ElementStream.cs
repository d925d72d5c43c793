using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Appends elements to a dataset of one axis.</summary>
internal sealed class Hdf5ElementStream<T> : ElementStream<T> where T : unmanaged
{
    private static readonly Hdf5DataType Memory = Hdf5DataType.Of<T>();

    private readonly Lock _storing = new();
    private readonly Hdf5Dataset _dataset;
    private readonly CodecPipeline? _filters;

    /// <summary>Starts behind the first elements of a dataset, which stay.</summary>
    /// <exception cref="ArrayFormatException">The last chunk cannot be read.</exception>
    public Hdf5ElementStream(Hdf5Dataset dataset, long length) : base(checked((int)dataset.ChunkShape[0]), length)
    {
        _dataset = dataset;
        _filters = dataset.IsStoredAs<T>() ? dataset.TryPipeline() : null;
        if (Filled > 0)
            RawChunk.Read<T>(dataset, _filters, Start, Chunk);
    }

    protected override void Store(long start, int count, PooledBuffer chunk, EncodedBuffer scratch, BlockContext? context)
    {
        var mask = 0u;
        // What stands behind the last element comes to light when the dataset grows.
        chunk.As<T>()[count..].Clear();
        if (_filters is { Codecs.IsEmpty: false })
        {
            scratch.Clear();
            mask = _filters.Encode(chunk.Bytes, scratch);
        }
        if (context is null)
        {
            Write(start, count, chunk, scratch, mask);
            return;
        }
        using (context.Reading())
            Write(start, count, chunk, scratch, mask);
    }

    private void Write(long start, int count, PooledBuffer chunk, EncodedBuffer scratch, uint mask)
    {
        lock (_storing)
        {
            if (_dataset.Length < start + count)
                _dataset.SetExtent([start + count]);
            if (_filters is null)
                _dataset.Write([start], [count], Memory, MemoryMarshal.AsBytes(chunk.As<T>()[..count]));
            else
                _dataset.WriteChunkRaw([start], mask, _filters.Codecs.IsEmpty ? chunk.Bytes : scratch.Written);
        }
    }
}

/// <summary>What the writing of entries asks of datasets.</summary>
internal static class StoredTypes
{
    /// <summary>Whether the bytes in the file, filters aside, are those in memory.</summary>
    public static unsafe bool IsStoredAs<T>(this Hdf5Dataset dataset) where T : unmanaged =>
        dataset.Type is { NeedsConversion: false } type && type.Element == ElementTypes.Of<T>() && type.Size == sizeof(T)
        && (sizeof(T) == 1 || type.ByteOrder == Hdf5DataType.NativeOrder)
        && dataset is { Layout: Hdf5Layout.Chunked, PartialChunksUnfiltered: false, HasExternalFiles: false };
}
