using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>A whole chunk of a dataset, to be passed through the filters and stored.</summary>
internal abstract class ChunkJob
{
    /// <summary>Encodes and stores the chunk; jobs of one dataset may run at once and in any order.</summary>
    /// <param name="scratch">Takes the encoded bytes.</param>
    /// <param name="context">The block of the thread that does it, if it does within one.</param>
    public abstract void Run(EncodedBuffer scratch, BlockContext? context);
}

/// <summary>
/// Appends elements to a dataset of one axis and cuts them into its chunks. Appending is for one thread at a time; storing the
/// chunks that are full is left to whoever takes the jobs.
/// </summary>
internal sealed class ElementStream<T> : IDisposable where T : unmanaged
{
    private static readonly Hdf5DataType Memory = Hdf5DataType.Of<T>();

    private readonly Lock _storing = new();
    private readonly Hdf5Dataset _dataset;
    private readonly CodecPipeline? _filters;
    private readonly int _chunkLength;
    private PooledBuffer _chunk;
    private long _start;
    private int _filled;

    /// <summary>Starts behind the first elements of a dataset, which stay.</summary>
    /// <exception cref="ArrayFormatException">The last chunk cannot be read.</exception>
    public ElementStream(Hdf5Dataset dataset, long length)
    {
        _dataset = dataset;
        _filters = dataset.IsStoredAs<T>() ? Hdf5Pipeline.Of(dataset) : null;
        _chunkLength = checked((int)dataset.ChunkShape[0]);
        _chunk = Rent();
        _start = length / _chunkLength * _chunkLength;
        _filled = (int)(length - _start);
        if (_filled > 0)
            RawChunk.Read<T>(dataset, _filters, _start, _chunk);
    }

    /// <summary>Appends elements.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="full">Takes the chunks that became full.</param>
    public void Append(ReadOnlySpan<T> values, Queue<ChunkJob> full)
    {
        while (!values.IsEmpty)
        {
            var count = Math.Min(values.Length, _chunkLength - _filled);
            values[..count].CopyTo(_chunk.As<T>()[_filled..]);
            values = values[count..];
            _filled += count;
            if (_filled < _chunkLength)
                return;
            full.Enqueue(new Job(this, _start, _filled, _chunk));
            _start += _chunkLength;
            _filled = 0;
            _chunk = Rent();
        }
    }

    /// <summary>Stores the last chunk, which need not be full. All jobs have run.</summary>
    public void Finish()
    {
        if (_filled == 0)
            return;
        using var scratch = new EncodedBuffer();
        Store(_start, _filled, _chunk, scratch, null);
    }

    public void Dispose() => _chunk.Dispose();

    private unsafe PooledBuffer Rent() => BufferPool.Shared.Rent((long)_chunkLength * sizeof(T));

    private void Store(long start, int count, PooledBuffer chunk, EncodedBuffer scratch, BlockContext? context)
    {
        var mask = 0u;
        if (_filters is { Codecs.IsEmpty: false })
        {
            chunk.As<T>()[count..].Clear();
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

    private sealed class Job(ElementStream<T> stream, long start, int count, PooledBuffer chunk) : ChunkJob
    {
        public override void Run(EncodedBuffer scratch, BlockContext? context)
        {
            using (chunk)
                stream.Store(start, count, chunk, scratch, context);
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
