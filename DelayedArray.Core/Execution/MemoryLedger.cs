namespace DelayedArrays;

/// <summary>Counts the bytes that the buffers of one evaluation hold, and remembers the peak.</summary>
public sealed class MemoryLedger
{
    private long _held;
    private long _peak;

    /// <summary>The most bytes held at once so far.</summary>
    public long Peak => Interlocked.Read(ref _peak);

    /// <summary>Bytes held now.</summary>
    public long Held => Interlocked.Read(ref _held);

    internal void Add(long bytes)
    {
        var held = Interlocked.Add(ref _held, bytes);
        var peak = Interlocked.Read(ref _peak);
        while (held > peak)
        {
            var seen = Interlocked.CompareExchange(ref _peak, held, peak);
            if (seen == peak)
                return;
            peak = seen;
        }
    }
}
