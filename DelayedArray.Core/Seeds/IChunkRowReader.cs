namespace DelayedArrays;

/// <summary>Implemented by chunked seeds that can decode a chunk directly into rows of a larger block, which saves a copy.</summary>
public interface IChunkRowReader<T> where T : unmanaged
{
    /// <summary>Decodes one chunk into separate rows.</summary>
    /// <param name="chunk">Number of the chunk along each axis.</param>
    /// <param name="rows">Receives all elements of the chunk, row by row in C order.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    /// <returns>The bytes the chunk takes in storage; 0 if it is not stored.</returns>
    long ReadChunkRows(ReadOnlySpan<long> chunk, SpanRows<T> rows, BlockContext context);
}
