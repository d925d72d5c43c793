namespace DelayedArrays.ZarrTests;

/// <summary>A clock that stands still until a test moves it. What waits for it then ends at once.</summary>
public sealed class ManualClock : TimeProvider
{
    // Only a test that fails waits so long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly List<Wait> _waits = [];
    private long _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The number of waits that have begun, including those that have ended.</summary>
    public int Begun { get; private set; }

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    /// <summary>Moves the clock, and ends the waits whose time has come.</summary>
    public void Advance(TimeSpan time)
    {
        List<Wait> due;
        lock (_lock)
        {
            _now += time.Ticks;
            due = _waits.FindAll(wait => wait.Due <= _now);
            _waits.RemoveAll(due.Contains);
        }
        due.ForEach(wait => wait.End());
    }

    /// <summary>Returns once someone waits for a time.</summary>
    public void AwaitWait(TimeSpan length) => Await(() => _waits.Exists(wait => wait.Length == length));

    /// <summary>Returns once more waits have begun than a number.</summary>
    public void AwaitMoreThan(int begun) => Await(() => Begun > begun);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new Wait(this, callback, state);
        wait.Change(dueTime, period);
        return wait;
    }

    private void Await(Func<bool> condition)
    {
        var holds = SpinWait.SpinUntil(() =>
        {
            lock (_lock)
                return condition();
        }, Patience);
        if (!holds)
            throw new InvalidOperationException("nobody waits");
    }

    private sealed class Wait(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Length { get; private set; }

        public long Due { get; private set; }

        public void End() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._waits.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                (Length, Due) = (dueTime, clock._now + dueTime.Ticks);
                clock._waits.Add(this);
                clock.Begun++;
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock)
                clock._waits.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
