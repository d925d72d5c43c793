namespace DelayedArrays;

/// <summary>
/// How much room batches of one matrix need: as much as the largest before. A buffer that grows leaves one of every size on the
/// way behind. For many threads.
/// </summary>
internal sealed class EntryRoom
{
    private const int Least = 8 * SparseCursor<byte>.StripLength;

    private int _most;

    /// <summary>Entries to have room for at first.</summary>
    public int Capacity => Math.Max(Least, Volatile.Read(ref _most));

    /// <summary>Tells how many entries a batch had in the end.</summary>
    public void Learn(int count)
    {
        // A little more, for the next one; and if another thread's count gets lost, only a buffer has to grow.
        if (count > Volatile.Read(ref _most))
            Volatile.Write(ref _most, count + (count / 16));
    }
}
