namespace DelayedArrays.Zarr;

/// <summary>
/// A named lock within this process. Threads wait for it before they ask for the system lock of the same name, which can only be polled.
/// Any thread may release it. It is not reentrant.
/// </summary>
internal sealed class LocalLock : IDisposable
{
    private const int LongestSleep = 50;

    // This object is also the monitor that threads wait on.
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal);

    private readonly string _name;

    private LocalLock(string name) => _name = name;

    /// <summary>Takes a lock as soon as it is free; null if it is still taken when the time is over.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static LocalLock? Take(string name, TimeSpan wait, CancellationToken cancellation)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        lock (Taken)
        {
            while (!Taken.Add(name))
            {
                cancellation.ThrowIfCancellationRequested();
                var left = wait - clock.Elapsed;
                if (left <= TimeSpan.Zero)
                    return null;
                Monitor.Wait(Taken, (int)Math.Min(left.TotalMilliseconds + 1, LongestSleep));
            }
        }
        return new LocalLock(name);
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        lock (Taken)
        {
            Taken.Remove(_name);
            Monitor.PulseAll(Taken);
        }
    }
}
