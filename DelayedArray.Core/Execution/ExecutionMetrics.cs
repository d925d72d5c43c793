namespace DelayedArrays;

/// <summary>Counts what an evaluation reads. Seeds report to it. Safe for use by many threads.</summary>
public sealed class ExecutionMetrics
{
    private long _chunks;
    private long _bytesRead;
    private long _bytesDecoded;

    /// <summary>Chunks read and decoded, counted each time.</summary>
    public long Chunks => Interlocked.Read(ref _chunks);

    /// <summary>Bytes read from storage, before decoding.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Bytes after decoding.</summary>
    public long BytesDecoded => Interlocked.Read(ref _bytesDecoded);

    /// <summary>Reports one chunk.</summary>
    /// <param name="stored">Its bytes in storage; 0 for a chunk that is not stored.</param>
    /// <param name="decoded">Its bytes in memory.</param>
    public void AddChunk(long stored, long decoded)
    {
        Interlocked.Increment(ref _chunks);
        AddBytes(stored, decoded);
    }

    /// <summary>Reports bytes read apart from chunks.</summary>
    public void AddBytes(long stored, long decoded)
    {
        Interlocked.Add(ref _bytesRead, stored);
        Interlocked.Add(ref _bytesDecoded, decoded);
    }
}
