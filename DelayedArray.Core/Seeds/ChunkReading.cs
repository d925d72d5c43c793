namespace DelayedArrays;

/// <summary>Decodes one chunk.</summary>
/// <param name="destination">Room for a whole chunk in C order, also at the edge of the array. Is filled.</param>
/// <returns>The bytes the chunk takes in storage; 0 if it is not stored.</returns>
public delegate long ChunkReading<T>(Span<T> destination) where T : unmanaged;
