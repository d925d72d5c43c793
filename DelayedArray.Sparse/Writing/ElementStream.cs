namespace DelayedArrays;

/// <summary>A chunk, to be encoded and stored; disposing gives its memory back, whether it was or not.</summary>
internal abstract class ChunkJob : IDisposable
{
    /// <summary>Encodes and stores the chunk; jobs of one array may run at once and in any order.</summary>
    /// <param name="scratch">Takes the encoded bytes.</param>
    /// <param name="context">The block of the thread that does it, if it does within one.</param>
    public abstract void Run(EncodedBuffer scratch, BlockContext? context);

    public abstract void Dispose();
}

/// <summary>
/// Appends elements to a stored array of one axis and cuts them into its chunks. Appending is for one thread at a time; storing
/// the chunks that are full is left to whoever takes the jobs.
/// </summary>
internal abstract class ElementStream<T> : IDisposable where T : unmanaged
{
    private readonly int _chunkLength;
    private PooledBuffer _chunk;
    private long _start;
    private int _filled;

    /// <summary>Starts behind the first elements of an array, which stay.</summary>
    /// <param name="chunkLength">Elements of a chunk.</param>
    /// <param name="length">Elements that are there; derived types read those of the last chunk.</param>
    protected ElementStream(int chunkLength, long length)
    {
        _chunkLength = chunkLength;
        _chunk = Rent();
        _start = length / chunkLength * chunkLength;
        _filled = (int)(length - _start);
    }

    /// <summary>The first element of the chunk that is being filled.</summary>
    protected long Start => _start;

    /// <summary>How many elements it has.</summary>
    protected int Filled => _filled;

    /// <summary>The chunk that is being filled.</summary>
    protected PooledBuffer Chunk => _chunk;

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
            var next = Rent();
            full.Enqueue(new Job(this, _start, _filled, _chunk));
            _start += _chunkLength;
            _filled = 0;
            _chunk = next;
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

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _chunk.Dispose();

    /// <summary>Encodes and stores a chunk. Called by several threads at once.</summary>
    /// <param name="start">Its first element.</param>
    /// <param name="count">Its elements; the rest of the buffer is arbitrary.</param>
    /// <param name="chunk">The buffer.</param>
    /// <param name="scratch">Takes the encoded bytes.</param>
    /// <param name="context">The block of the thread that does it, if it does within one.</param>
    protected abstract void Store(long start, int count, PooledBuffer chunk, EncodedBuffer scratch, BlockContext? context);

    private unsafe PooledBuffer Rent() => BufferPool.Shared.Rent((long)_chunkLength * sizeof(T));

    private sealed class Job(ElementStream<T> stream, long start, int count, PooledBuffer chunk) : ChunkJob
    {
        public override void Run(EncodedBuffer scratch, BlockContext? context) => stream.Store(start, count, chunk, scratch, context);

        public override void Dispose() => chunk.Dispose();
    }
}
