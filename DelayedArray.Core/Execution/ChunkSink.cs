namespace DelayedArrays;

/// <summary>
/// The base class of sinks that store an array in chunks, the counterpart of <see cref="ChunkedSeed{T}"/>. A format implements one
/// method, which stores one chunk. The base walks over blocks, cuts them into chunks, and handles edges, memory and cancellation.
/// </summary>
/// <remarks>
/// <c>new Pass().Add(sink)</c> and <see cref="Pass.Run"/> write the array. Workers store different chunks at the same time. Each chunk is
/// stored once.
/// </remarks>
public abstract class ChunkSink<T> : IBlockSink where T : unmanaged
{
    private readonly Node<T> _root;
    private readonly Shape _origin;

    /// <summary>Creates a sink.</summary>
    /// <param name="array">The array to write.</param>
    /// <param name="grid">The chunks of the array in storage.</param>
    /// <param name="origin">
    /// Where the array begins in the array in storage, at the start of a chunk or within one; by default at its first element.
    /// </param>
    /// <exception cref="ShapeMismatchException">The array in storage is too small to hold <paramref name="array"/>.</exception>
    protected ChunkSink(DelayedArray<T> array, ChunkGrid grid, Shape? origin = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(grid);
        _root = array.Root;
        _origin = origin ?? new Shape(new long[array.Rank]);
        var fits = array.Rank == grid.Shape.Rank && _origin.Rank == array.Rank
            && Enumerable.Range(0, array.Rank).All(axis => array.Shape[axis] <= grid.Shape[axis] - _origin[axis]);
        if (!fits)
            throw new ShapeMismatchException($"an array of shape {array.Shape} at {_origin} does not fit in one of shape {grid.Shape}");
        Grid = grid;
        Chunks = grid.Slice(new Box(_origin, array.Shape));
    }

    /// <inheritdoc/>
    public Node Root => _root;

    /// <inheritdoc/>
    public ChunkGrid? Chunks { get; }

    /// <summary>The chunks of the array in storage.</summary>
    protected ChunkGrid Grid { get; }

    /// <summary>The value of chunk elements that the array does not cover, such as those beyond its edges; 0 by default.</summary>
    protected virtual T Fill => default;

    /// <summary>
    /// Bytes of the buffers needed to store one chunk. By default enough for the elements of a chunk, which
    /// <see cref="ChunkElements{T}.ToSpan"/> may need.
    /// </summary>
    protected virtual unsafe long ChunkBufferBytes => Grid.LargestChunk.Count * sizeof(T);

    /// <inheritdoc/>
    public virtual void Begin(BlockGrid grid) { }

    /// <inheritdoc/>
    public virtual void Finish() { }

    /// <inheritdoc/>
    public unsafe long BufferBytes(Box box) => (box.Count * sizeof(T)) + ChunkBufferBytes;

    /// <inheritdoc/>
    public void Consume(long number, Box box, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var chunks = new BlockWalk(this, box);
        if (AreStored(chunks, context))
            return;
        using var cursor = context.OpenRoot(_root, BlockRequest.Of(box));
        using var block = cursor is BufferCursor<T> ? null : context.Rent<T>(box.Count);
        using var room = new ChunkRoom<T>(context);
        var values = ValuesOf(cursor, block, context);
        foreach (var index in new Odometer(chunks.Counts))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var chunk = chunks.MoveTo(index);
            if (!IsStored(chunk, context))
                WriteChunk(chunk, chunks.ElementsOf(values, room), context);
        }
    }

    /// <summary>Stores one chunk. Many threads call this at once, each for a different chunk.</summary>
    /// <param name="chunk">Number of the chunk along each axis of the array in storage.</param>
    /// <param name="elements">Its elements.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    protected abstract void WriteChunk(ReadOnlySpan<long> chunk, ChunkElements<T> elements, BlockContext context);

    /// <summary>
    /// Whether a chunk is already in storage and should stay, for example when an interrupted write is continued. The sink does not
    /// evaluate blocks whose chunks are all stored. False by default.
    /// </summary>
    /// <param name="chunk">Number of the chunk along each axis of the array in storage.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    protected virtual bool IsStored(ReadOnlySpan<long> chunk, BlockContext context) => false;

    private bool AreStored(BlockWalk chunks, BlockContext context)
    {
        foreach (var index in new Odometer(chunks.Counts))
        {
            if (!IsStored(chunks.MoveTo(index), context))
                return false;
        }
        return true;
    }

    /// <summary>Gets all elements of a block: the memory into which a seed decoded it, or a copy made strip by strip.</summary>
    private static ReadOnlySpan<T> ValuesOf(BlockCursor<T> cursor, PooledBuffer? block, BlockContext context)
    {
        if (block is null)
            return ((BufferCursor<T>)cursor).Values;
        cursor.CopyTo(block.As<T>(), context);
        return block.As<T>();
    }

    /// <summary>Walks over the chunks that a block intersects. Positioned at one chunk at a time.</summary>
    private sealed class BlockWalk
    {
        private readonly ChunkSink<T> _sink;
        private readonly Box _box;
        private readonly long[] _strides;
        private readonly long[] _first;
        private readonly long[] _chunk;

        public BlockWalk(ChunkSink<T> sink, Box box)
        {
            (_sink, _box) = (sink, box);
            _strides = box.Lengths.Strides();
            _first = new long[_strides.Length];
            _chunk = new long[_strides.Length];
            Counts = new long[_strides.Length];
            for (var axis = 0; axis < Counts.Length; axis++)
            {
                var start = sink._origin[axis] + box.Start[axis];
                _first[axis] = sink.Grid.Axes[axis].Find(start).Number;
                Counts[axis] = sink.Grid.Axes[axis].Find(start + box.Lengths[axis] - 1).Number - _first[axis] + 1;
            }
        }

        /// <summary>The number of chunks along each axis.</summary>
        public long[] Counts { get; }

        /// <summary>Moves to a chunk of the block and returns its number in storage along each axis.</summary>
        public ReadOnlySpan<long> MoveTo(ReadOnlySpan<long> index)
        {
            for (var axis = 0; axis < _chunk.Length; axis++)
                _chunk[axis] = _first[axis] + index[axis];
            return _chunk;
        }

        /// <summary>Gets the elements of the chunk.</summary>
        public ChunkElements<T> ElementsOf(ReadOnlySpan<T> block, ChunkRoom<T> room)
        {
            var rank = _chunk.Length;
            Span<long> whole = stackalloc long[rank];
            Span<long> start = stackalloc long[rank];
            Span<long> lengths = stackalloc long[rank];
            var first = 0L;
            for (var axis = 0; axis < rank; axis++)
            {
                var chunk = _sink.Grid.Axes[axis][_chunk[axis]];
                var blockStart = _sink._origin[axis] + _box.Start[axis];
                var from = Math.Max(chunk.Start, blockStart);
                whole[axis] = chunk.Length;
                start[axis] = from - chunk.Start;
                lengths[axis] = Math.Min(chunk.Start + chunk.Length, blockStart + _box.Lengths[axis]) - from;
                first += (from - blockStart) * _strides[axis];
            }
            var part = new Box(new Shape(start), new Shape(lengths));
            return new ChunkElements<T>(block[(int)first..], _strides, new Shape(whole), part) { Fill = _sink.Fill, Room = room };
        }
    }
}
