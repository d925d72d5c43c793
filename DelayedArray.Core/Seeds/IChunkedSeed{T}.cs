namespace DelayedArrays;

/// <summary>
/// An array stored in chunks that can be decoded one by one. Derive from <see cref="ChunkedSeed{T}"/>. A seed that has another base class
/// implements this interface, opens blocks with <see cref="BlockContext.OpenChunks"/> and plans them with
/// <see cref="ReadPlan.AddChunks{T}"/>.
/// </summary>
public interface IChunkedSeed<T> : IChunkedSeed, ISeed<T> where T : unmanaged
{
    /// <summary>Decodes one chunk.</summary>
    /// <param name="chunk">Number of the chunk along each axis.</param>
    /// <param name="destination">Receives the whole chunk in C order, including any part beyond the edge of the array.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    /// <returns>The bytes the chunk takes in storage; 0 if it is not stored.</returns>
    long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context);
}
