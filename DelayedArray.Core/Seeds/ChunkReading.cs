namespace DelayedArrays;

/// <summary>Decodes one chunk.</summary>
/// <param name="destination">Receives the whole chunk in C order, including any part beyond the edge of the array.</param>
/// <returns>The bytes the chunk takes in storage; 0 if it is not stored.</returns>
public delegate long ChunkReading<T>(Span<T> destination) where T : unmanaged;
