namespace DelayedArrays;

/// <summary>An array stored in chunks, with any element type.</summary>
public interface IChunkedSeed : ISeed
{
    /// <summary>How the array is cut into chunks.</summary>
    ChunkGrid Grid { get; }

    /// <summary>Bytes of a decoded element.</summary>
    int ElementSize { get; }

    /// <summary>Bytes of the largest chunk, decoded.</summary>
    long ChunkBytes => Grid.LargestChunk.Count * ElementSize;

    /// <summary>Bytes of the buffers needed to read that many chunks of a block, apart from one for a stored chunk.</summary>
    long BufferBytes(long chunks);
}
