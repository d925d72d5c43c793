namespace DelayedArrays;

/// <summary>Receives one chunk of a batch.</summary>
/// <param name="chunk">Index of the chunk in the batch.</param>
/// <param name="read">Decodes the chunk. Not called if another thread has already decoded it.</param>
public delegate void ChunkTaker<T>(int chunk, ChunkReading<T> read) where T : unmanaged;
