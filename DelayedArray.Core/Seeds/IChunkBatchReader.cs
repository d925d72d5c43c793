namespace DelayedArrays;

/// <summary>
/// Implemented by seeds that read several chunks at once more efficiently. Blocks of such seeds are always read in batches.
/// </summary>
public interface IChunkBatchReader<T> where T : unmanaged
{
    /// <summary>Decodes several chunks of one block, in whatever order suits the storage.</summary>
    /// <param name="chunks">Number of each chunk along each axis.</param>
    /// <param name="take">Must be called once for each chunk, while its bytes are in memory.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    void ReadChunks(IReadOnlyList<long[]> chunks, ChunkTaker<T> take, BlockContext context);
}
