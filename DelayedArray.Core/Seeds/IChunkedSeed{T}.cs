namespace DelayedArrays;

/// <summary>
/// An array stored in chunks that can be decoded one by one. <see cref="ChunkedSeed{T}"/> is the base to derive from; a seed with
/// another base class implements this, opens blocks by <see cref="BlockContext.OpenChunks"/> and plans them by
/// <see cref="ReadPlan.AddChunks{T}"/>.
/// </summary>
public interface IChunkedSeed<T> : IChunkedSeed, ISeed<T> where T : unmanaged
{
    /// <summary>Decodes one chunk.</summary>
    /// <param name="chunk">Number of the chunk along each axis.</param>
    /// <param name="destination">Room for a whole chunk in C order, also at the edge of the array. To be filled.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    /// <returns>The bytes the chunk takes in storage; 0 if it is not stored.</returns>
    long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context);
}
