namespace DelayedArrays;

/// <summary>
/// Estimates the capacity for batches of one matrix: that of the largest batch so far. Without it, growing buffers would leave one of each
/// size behind. Safe for use by many threads.
/// </summary>
internal sealed class EntryRoom
{
    private const int MinCapacity = 8 * SparseCursor<byte>.StripLength;

    private int _max;

    /// <summary>The initial capacity in entries.</summary>
    public int Capacity => Math.Max(MinCapacity, Volatile.Read(ref _max));

    /// <summary>Records the number of entries of a finished batch.</summary>
    public void Learn(int count)
    {
        // Adds a margin for the next batch. If another thread's update is lost, a buffer merely has to grow.
        if (count > Volatile.Read(ref _max))
            Volatile.Write(ref _max, count + (count / 16));
    }
}
