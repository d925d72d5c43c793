namespace DelayedArrays;

/// <summary>
/// A lock of a name within this process. Threads wait here before they ask the system for the same lock, which would have to be
/// asked again and again. Any thread may give it back; none can take it twice.
/// </summary>
internal sealed class LocalLock : IDisposable
{
    private const int LongestSleep = 50;

    // Also what threads wait on.
    private static readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private readonly string _name;

    private LocalLock(string name) => _name = name;

    /// <summary>Takes a lock once it is free; null if it is not by the end of the time.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LocalLock? Take(string name, TimeSpan wait, CancellationToken cancellation)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        lock (_taken)
        {
            while (!_taken.Add(name))
            {
                cancellation.ThrowIfCancellationRequested();
                var left = wait - clock.Elapsed;
                if (left <= TimeSpan.Zero)
                    return null;
                Monitor.Wait(_taken, (int)Math.Min(left.TotalMilliseconds + 1, LongestSleep));
            }
        }
        return new LocalLock(name);
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        lock (_taken)
        {
            _taken.Remove(_name);
            Monitor.PulseAll(_taken);
        }
    }
}
