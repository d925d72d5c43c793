namespace DelayedArrays;

/// <summary>An array stored in chunks, whatever its element type.</summary>
public interface IChunkedSeed : ISeed
{
    /// <summary>How the array is cut into chunks.</summary>
    ChunkGrid Grid { get; }

    /// <summary>Bytes of a decoded element.</summary>
    int ElementSize { get; }

    /// <summary>Bytes of the largest chunk, decoded.</summary>
    long ChunkBytes => Grid.LargestChunk.Count * ElementSize;

    /// <summary>Bytes of buffers that reading so many chunks of a block takes, besides one for a chunk as it is stored.</summary>
    long BufferBytes(long chunks);
}
