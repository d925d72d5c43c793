namespace DelayedArrays.Tests;

/// <summary>A vector in memory that pretends to be stored in chunks, and counts how often they are read.</summary>
internal sealed class VectorSeed<T>(T[] values, long chunk) : ChunkedSeed<T>([values.Length], [chunk]), IStoredChunkSizes where T : unmanaged
{
    private int _reads;

    public override string Description => $"Vector({Chunk[0]})";

    /// <summary>Chunks read so far.</summary>
    public int Reads => _reads;

    protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context)
    {
        Interlocked.Increment(ref _reads);
        var rest = values.AsSpan((int)(chunk[0] * Chunk[0]));
        rest[..Math.Min(rest.Length, destination.Length)].CopyTo(destination);
        // What lies beyond the end is rubbish, and must not be seen.
        if (rest.Length < destination.Length)
            destination[rest.Length..].Fill(values[0]);
        return Stored(chunk);
    }

    public long? StoredBytes(ReadOnlySpan<long> chunk) => Stored(chunk);

    private static long Stored(ReadOnlySpan<long> chunk) => 5 + (chunk[0] % 3);
}
