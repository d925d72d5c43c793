namespace DelayedArrays;

/// <summary>
/// Appends elements to a stored array of one axis and cuts them into its chunks. One thread at a time appends; chunks that become
/// full may be stored by several threads at once.
/// </summary>
public abstract class PartAppender<T> : IDisposable where T : unmanaged
{
    private readonly int _chunkLength;
    private PooledBuffer _chunk;
    private long _start;
    private int _filled;

    /// <summary>Starts behind the first elements of an array, which stay. The derived type reads those of the last chunk.</summary>
    /// <param name="chunkLength">Elements of a chunk.</param>
    /// <param name="length">Elements that count.</param>
    protected PartAppender(int chunkLength, long length)
    {
        _chunkLength = chunkLength;
        _chunk = Rent();
        _start = length / chunkLength * chunkLength;
        _filled = (int)(length - _start);
    }

    /// <summary>Elements of a chunk.</summary>
    protected int ChunkLength => _chunkLength;

    /// <summary>The first element of the chunk that is being filled.</summary>
    protected long Start => _start;

    /// <summary>How many elements that chunk has so far.</summary>
    protected int Filled => _filled;

    /// <summary>The chunk that is being filled.</summary>
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

    /// <summary>Stores the last chunk, which need not be full. All others have been stored.</summary>
    public void Finish()
    {
        if (_filled > 0)
            Store(_start, Chunk, _filled, null);
        Complete(_start + _filled);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Appends elements.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="full">Takes the chunks that became full.</param>
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

    /// <summary>Encodes and stores a chunk. Called by several threads at once.</summary>
    /// <param name="start">Its first element.</param>
    /// <param name="chunk">Room for a whole chunk.</param>
    /// <param name="count">Elements it has; the rest of the room is arbitrary.</param>
    /// <param name="context">The block of the thread that does it, if there is one.</param>
    protected abstract void Store(long start, Span<T> chunk, int count, BlockContext? context);

    /// <summary>Takes note that all is stored.</summary>
    /// <param name="length">Elements of the array.</param>
    protected virtual void Complete(long length)
    {
    }

    /// <summary>Gives back what the stream holds.</summary>
    protected virtual void Dispose(bool disposing) => _chunk.Dispose();

    private unsafe PooledBuffer Rent() => BufferPool.Shared.Rent((long)_chunkLength * sizeof(T));

    private sealed class Job(PartAppender<T> stream, long start, PooledBuffer chunk) : ChunkJob
    {
        public override void Run(BlockContext? context) => stream.Store(start, chunk.As<T>()[..stream._chunkLength], stream._chunkLength, context);

        public override void Dispose() => chunk.Dispose();
    }
}
