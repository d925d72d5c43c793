namespace DelayedArrays;

/// <summary>Implemented by seeds whose chunks are better read several at once. Their blocks are read in this way only.</summary>
public interface IChunkBatchReader<T> where T : unmanaged
{
    /// <summary>Decodes several chunks of one block, in the order that suits storage best.</summary>
    /// <param name="chunks">Number of each chunk along each axis.</param>
    /// <param name="take">To be called once for each chunk, while its bytes are at hand.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    void ReadChunks(IReadOnlyList<long[]> chunks, ChunkTaker<T> take, BlockContext context);
}
