namespace DelayedArrays;

/// <summary>
/// The base of seeds stored in chunks. A format gives one method, which decodes one chunk; intersection with requests, lists,
/// edge chunks, caching and transposition are done here. A format that can do more says so by <see cref="IChunkRowReader{T}"/>,
/// <see cref="IChunkBatchReader{T}"/> or <see cref="IStoredChunkSizes"/>.
/// </summary>
public abstract class ChunkedSeed<T> : IChunkedSeed<T> where T : unmanaged
{
    /// <summary>Creates a seed in chunks of one shape.</summary>
    /// <param name="shape">Shape of the array.</param>
    /// <param name="chunkShape">Shape of a chunk, of the same rank, without zeros. Chunks at the edge are as large as others.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a chunk has 2^31 bytes or more.</exception>
    protected ChunkedSeed(Shape shape, Shape chunkShape)
        : this(ChunkGrid.Regular(shape, chunkShape)) { }

    /// <summary>Creates a seed in the chunks of a grid.</summary>
    /// <param name="grid">The chunks.</param>
    /// <exception cref="ArgumentException">The largest chunk has 2^31 bytes or more.</exception>
    protected ChunkedSeed(ChunkGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        grid.CheckChunkBytes(ElementSize);
        Grid = grid;
    }

    /// <inheritdoc/>
    public ChunkGrid Grid { get; }

    /// <inheritdoc/>
    public unsafe int ElementSize => sizeof(T);

    /// <inheritdoc/>
    public Shape Shape => Grid.Shape;

    /// <inheritdoc/>
    public Shape? ChunkShape => Chunk;

    /// <inheritdoc/>
    public bool IsSparse => false;

    /// <inheritdoc/>
    public virtual bool IsInMemory => false;

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public virtual string? Path => null;

    /// <summary>Shape of the largest chunk; of every chunk where the grid is regular.</summary>
    protected Shape Chunk => Grid.LargestChunk;

    /// <inheritdoc/>
    public BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.OpenChunks(this, request);
    }

    /// <inheritdoc/>
    public void Plan(BlockRequest request, ReadPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.AddChunks(this, request);
    }

    long IChunkedSeed<T>.ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context) =>
        ReadChunk(chunk, destination, context);

    long IChunkedSeed.BufferBytes(long chunks) => BufferBytes(chunks);

    /// <inheritdoc cref="IChunkedSeed{T}.ReadChunk"/>
    protected abstract long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context);

    /// <inheritdoc cref="IChunkedSeed.BufferBytes"/>
    protected virtual long BufferBytes(long chunks) => 0;
}
