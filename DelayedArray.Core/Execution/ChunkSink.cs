namespace DelayedArrays;

/// <summary>
/// The base of sinks that store an array in chunks, as <see cref="ChunkedSeed{T}"/> is of seeds that read it. A format gives one
/// method, which stores one chunk; walking over blocks, cutting them into chunks, edges, memory and cancellation are here.
/// </summary>
/// <remarks>
/// <c>new Pass().Add(sink)</c> and <see cref="Pass.Run"/> write the array. Workers store different chunks at the same time, each chunk
/// once.
/// </remarks>
public abstract class ChunkSink<T> : IBlockSink where T : unmanaged
{
    private readonly Node<T> _root;
    private readonly Shape _origin;

    /// <summary>Creates a sink.</summary>
    /// <param name="array">What is written.</param>
    /// <param name="grid">The chunks of the array in storage, into which it goes.</param>
    /// <param name="origin">Where in that array it starts, at the start of a chunk or within one; by default at the first element.</param>
    /// <exception cref="ShapeMismatchException">The array in storage does not hold all of <paramref name="array"/>.</exception>
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

    /// <summary>The value of the elements of a chunk that the array does not cover, as at its edges; 0 by default.</summary>
    protected virtual T Fill => default;

    /// <summary>
    /// Bytes of the buffers that storing one chunk takes; by default those for the elements of a chunk, which
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
        using var block = context.Rent<T>(box.Count);
        using var cursor = context.OpenRoot(_root, BlockRequest.Of(box));
        using var room = new ChunkRoom<T>(context);
        var values = ValuesOf(cursor, block.As<T>(), context);
        foreach (var index in new Odometer(chunks.Counts))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var chunk = chunks.MoveTo(index);
            if (!IsStored(chunk, context))
                WriteChunk(chunk, chunks.ElementsOf(values, room), context);
        }
    }

    /// <summary>Stores one chunk. Called by many threads at once, for different chunks.</summary>
    /// <param name="chunk">Number of the chunk along each axis of the array in storage.</param>
    /// <param name="elements">Its elements.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    protected abstract void WriteChunk(ReadOnlySpan<long> chunk, ChunkElements<T> elements, BlockContext context);

    /// <summary>
    /// Whether a chunk is in storage already and stays, as when an interrupted write is continued. Blocks of such chunks alone are
    /// not evaluated. By default false.
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

    /// <summary>All elements of a block: where a seed has decoded chunks to, or copied strip by strip.</summary>
    private ReadOnlySpan<T> ValuesOf(BlockCursor<T> cursor, Span<T> block, BlockContext context)
    {
        if (_root is Leaf<T> { Seed: ChunkedSeed<T> })
            return cursor.Fetch(0, block);
        cursor.CopyTo(block, context);
        return block;
    }

    /// <summary>The chunks of which a block has elements. Stands at one of them at a time.</summary>
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

        /// <summary>How many there are along each axis.</summary>
        public long[] Counts { get; }

        /// <summary>Goes to a chunk of the block and tells its number in storage.</summary>
        public ReadOnlySpan<long> MoveTo(ReadOnlySpan<long> index)
        {
            for (var axis = 0; axis < _chunk.Length; axis++)
                _chunk[axis] = _first[axis] + index[axis];
            return _chunk;
        }

        /// <summary>The elements of the chunk.</summary>
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
