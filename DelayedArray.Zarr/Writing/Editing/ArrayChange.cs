namespace DelayedArrays.Zarr;

/// <summary>
/// One change of an existing array. Others may change the array meanwhile. The change therefore locks each chunk that it replaces, and
/// then checks that the array is still the one it began with.
/// </summary>
/// <param name="target">The array.</param>
/// <param name="start">Its metadata when the change begins.</param>
/// <param name="mayGrow">Whether others may make the array longer meanwhile.</param>
/// <param name="execution">Threads, memory, progress, cancellation, and how long to wait for others.</param>
internal sealed class ArrayChange(ZarrTarget target, ArraySnapshot start, bool mayGrow, ExecutionOptions? execution)
{
    private volatile ArraySnapshot _now = start;

    /// <summary>The array.</summary>
    public ZarrTarget Target => target;

    /// <summary>Threads, memory, progress, cancellation.</summary>
    public ExecutionOptions? Execution => execution;

    /// <summary>The locks of the array's hierarchy.</summary>
    public StoreLocks Locks { get; } = target.Locks();

    /// <summary>How long to wait for others.</summary>
    public TimeSpan Wait => execution?.LockTimeout ?? ChangeLock.DefaultWait;

    /// <summary>Takes the right to replace a chunk.</summary>
    /// <exception cref="ConcurrentChangeException">
    /// The array has been replaced, its shape has changed, or others hold the chunk for too long.
    /// </exception>
    public IDisposable Take(StoreKey chunk, CancellationToken cancellation)
    {
        var held = Locks.TakeChunk(chunk, Wait, cancellation);
        try
        {
            Check();
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Checks that the array still exists and has the same shape, or a larger one if it may grow.</summary>
    /// <exception cref="ConcurrentChangeException">It does not.</exception>
    public void Check()
    {
        var before = _now;
        if (before.IsCurrent(target.Store, target.Key))
            return;
        var now = before.Again(target);
        var fits = mayGrow
            ? Enumerable.Range(0, now.Info.Shape.Rank).All(axis => now.Info.Shape[axis] >= before.Info.Shape[axis])
            : now.Info.Shape == before.Info.Shape;
        if (!fits)
            throw new ConcurrentChangeException($"{target}: its shape was {before.Info.Shape} when this change began, and is {now.Info.Shape} now");
        _now = now;
    }
}
