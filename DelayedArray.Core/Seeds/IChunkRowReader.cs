namespace DelayedArrays;

/// <summary>Implemented by seeds in chunks that can decode a chunk right into rows of a larger block, which saves a copy.</summary>
public interface IChunkRowReader<T> where T : unmanaged
{
    /// <summary>Decodes one chunk into rows that lie apart.</summary>
    /// <param name="chunk">Number of the chunk along each axis.</param>
    /// <param name="rows">Room for all elements of the chunk, row by row in C order. To be filled.</param>
    /// <param name="context">Buffers, counters and cancellation.</param>
    /// <returns>The bytes the chunk takes in storage; 0 if it is not stored.</returns>
    long ReadChunkRows(ReadOnlySpan<long> chunk, SpanRows<T> rows, BlockContext context);
}
