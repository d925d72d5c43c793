namespace DelayedArrays;

/// <summary>Takes one chunk of several.</summary>
/// <param name="chunk">Its place among them.</param>
/// <param name="read">Decodes it; not called where another thread has done so.</param>
public delegate void ChunkTaker<T>(int chunk, ChunkReading<T> read) where T : unmanaged;
