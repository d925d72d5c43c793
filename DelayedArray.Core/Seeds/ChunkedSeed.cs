namespace DelayedArrays;

/// <summary>
/// The base class of seeds stored in chunks. A format implements one method, which decodes one chunk. The base intersects chunks with
/// requests and handles lists of indices, edge chunks, caching and transposition. A format that can do more implements
/// <see cref="IChunkRowReader{T}"/>, <see cref="IChunkBatchReader{T}"/> or <see cref="IStoredChunkSizes"/>.
/// </summary>
public abstract class ChunkedSeed<T> : IChunkedSeed<T> where T : unmanaged
{
    /// <summary>Creates a seed whose chunks have one shape.</summary>
    /// <param name="shape">Shape of the array.</param>
    /// <param name="chunkShape">Shape of a chunk, with the same rank and no zeros. Chunks at the edges have full size.</param>
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

    /// <summary>Shape of the largest chunk, and of every chunk if the grid is regular.</summary>
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
