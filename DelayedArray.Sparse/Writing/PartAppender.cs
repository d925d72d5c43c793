namespace DelayedArrays;

/// <summary>
/// Appends elements to a stored array with one axis, and divides them into its chunks. Only one thread may append at a time. Several
/// threads may store full chunks at once.
/// </summary>
public abstract class PartAppender<T> : IDisposable where T : unmanaged
{
    private readonly int _chunkLength;
    private PooledBuffer _chunk;
    private long _start;
    private int _filled;

    /// <summary>Begins after the existing elements of an array, which stay. The derived type must read those of the last chunk.</summary>
    /// <param name="chunkLength">Elements in a chunk.</param>
    /// <param name="length">The number of existing elements that count.</param>
    protected PartAppender(int chunkLength, long length)
    {
        _chunkLength = chunkLength;
        _chunk = Rent();
        _start = length / chunkLength * chunkLength;
        _filled = (int)(length - _start);
    }

    /// <summary>Elements in a chunk.</summary>
    protected int ChunkLength => _chunkLength;

    /// <summary>Number of the first element in the chunk being filled.</summary>
    protected long Start => _start;

    /// <summary>The number of elements in the chunk being filled.</summary>
    protected int Filled => _filled;

    /// <summary>The chunk being filled.</summary>
    protected Span<T> Chunk => _chunk.As<T>()[.._chunkLength];

    /// <summary>Appends elements and stores the chunks that become full.</summary>
    public void Append(ReadOnlySpan<T> values)
    {
        var full = new Queue<ChunkJob>();
        Append(values, full);
        while (full.TryDequeue(out var job))
        {
            using (job)
                job.Run(null);
        }
    }

    /// <summary>Stores the last chunk, which may be partly filled. All others must have been stored.</summary>
    public void Finish()
    {
        if (_filled > 0)
            Store(_start, Chunk, _filled, null);
        Complete(_start + _filled);
    }

    /// <summary>Returns the buffer.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Appends elements.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="full">Receives the chunks that became full.</param>
    internal void Append(ReadOnlySpan<T> values, Queue<ChunkJob> full)
    {
        while (!values.IsEmpty)
        {
            var count = Math.Min(values.Length, _chunkLength - _filled);
            values[..count].CopyTo(_chunk.As<T>()[_filled..]);
            values = values[count..];
            _filled += count;
            if (_filled < _chunkLength)
                return;
            var next = Rent();
            full.Enqueue(new Job(this, _start, _chunk));
            _start += _chunkLength;
            _filled = 0;
            _chunk = next;
        }
    }

    /// <summary>Encodes and stores a chunk. Several threads call this at once.</summary>
    /// <param name="start">Number of its first element.</param>
    /// <param name="chunk">A span as long as a whole chunk.</param>
    /// <param name="count">The number of elements in it. The rest of the span is arbitrary.</param>
    /// <param name="context">The context of the thread that runs it, if any.</param>
    protected abstract void Store(long start, Span<T> chunk, int count, BlockContext? context);

    /// <summary>Called when everything is stored.</summary>
    /// <param name="length">Elements in the array.</param>
    protected virtual void Complete(long length)
    {
    }

    /// <summary>Releases what the appender holds.</summary>
    protected virtual void Dispose(bool disposing) => _chunk.Dispose();

    private unsafe PooledBuffer Rent() => BufferPool.Shared.Rent((long)_chunkLength * sizeof(T));

    private sealed class Job(PartAppender<T> stream, long start, PooledBuffer chunk) : ChunkJob
    {
        public override void Run(BlockContext? context) => stream.Store(start, chunk.As<T>()[..stream._chunkLength], stream._chunkLength, context);

        public override void Dispose() => chunk.Dispose();
    }
}
