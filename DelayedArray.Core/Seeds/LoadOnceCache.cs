namespace DelayedArrays;

/// <summary>
/// Keeps values that are slow to load, and evicts the least recently used first. If several threads ask for a value at once, one of them
/// loads it while the others wait. Failures are not kept. Values are on loan: a value that has left the cache is disposed when its last
/// user returns it.
/// </summary>
public sealed class LoadOnceCache<TKey, TValue> where TKey : notnull where TValue : class
{
    private readonly Lock _gate = new();
    private readonly RecentItems<TKey, Entry> _kept = new();

    /// <summary>Bytes kept now.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _kept.Bytes;
        }
    }

    /// <summary>Lends a value if the cache has it loaded.</summary>
    public Lease? TryRent(TKey key)
    {
        lock (_gate)
            return _kept.TryUse(key, out var entry) && entry.IsLoaded ? Lend(entry) : null;
    }

    /// <summary>Lends a value, and loads it first if the cache lacks it.</summary>
    /// <param name="key">Key of the value.</param>
    /// <param name="bytes">Bytes that the value takes in memory.</param>
    /// <param name="limit">The most bytes to keep, including this value.</param>
    /// <param name="context">Lets another thread compute while this one waits; null outside of an evaluation.</param>
    /// <param name="load">Loads the value.</param>
    public Lease Rent(TKey key, long bytes, long limit, BlockContext? context, Func<TValue> load)
    {
        Entry? entry;
        Lease lease;
        lock (_gate)
        {
            if (!_kept.TryUse(key, out entry))
                _kept.Add(key, entry = new Entry(key) { IsKept = true }, bytes);
            lease = Lend(entry);
            while (_kept.TryTrim(limit, out var oldest))
                Drop(oldest);
        }
        try
        {
            entry.Load(load, context);
            return lease;
        }
        catch
        {
            Forget(entry);
            lease.Dispose();
            throw;
        }
    }

    /// <summary>Drops the values whose keys match.</summary>
    public void Forget(Predicate<TKey> isMeant)
    {
        lock (_gate)
        {
            foreach (var key in _kept.Keys.Where(key => isMeant(key)).ToList())
            {
                if (_kept.TryUse(key, out var entry))
                    Remove(entry);
            }
        }
    }

    private void Forget(Entry entry)
    {
        lock (_gate)
        {
            if (entry.IsKept)
                Remove(entry);
        }
    }

    private void Remove(Entry entry)
    {
        _kept.Remove(entry.Key);
        Drop(entry);
    }

    private static void Drop(Entry entry)
    {
        entry.IsKept = false;
        if (entry.Users == 0)
            entry.Free();
    }

    private Lease Lend(Entry entry)
    {
        entry.Users++;
        return new Lease(this, entry);
    }

    private void Return(Entry entry)
    {
        lock (_gate)
        {
            entry.Users--;
            if (entry.Users == 0 && !entry.IsKept)
                entry.Free();
        }
    }

    /// <summary>A value on loan.</summary>
    public readonly struct Lease : IDisposable
    {
        private readonly LoadOnceCache<TKey, TValue> _cache;
        private readonly Entry _entry;

        internal Lease(LoadOnceCache<TKey, TValue> cache, Entry entry) => (_cache, _entry) = (cache, entry);

        /// <summary>The value. Valid until the lease is disposed.</summary>
        public TValue Value => _entry.Value;

        /// <summary>Returns the value.</summary>
        public void Dispose() => _cache.Return(_entry);
    }

    internal sealed class Entry(TKey key)
    {
        private readonly Lock _loading = new();
        private volatile TValue? _value;

        public TKey Key => key;

        /// <summary>The number of open leases.</summary>
        public int Users { get; set; }

        /// <summary>Whether the cache still holds the value.</summary>
        public bool IsKept { get; set; }

        public bool IsLoaded => _value is not null;

        public TValue Value => _value ?? throw new ObjectDisposedException(nameof(Lease));

        public void Load(Func<TValue> load, BlockContext? context)
        {
            if (IsLoaded)
                return;
            // The thread that loads the value may be waiting for a permit to compute, so a thread that waits for it must give up its own.
            if (!_loading.TryEnter())
            {
                using (context is null ? default : context.Reading())
                    _loading.Enter();
            }
            try
            {
                _value ??= load();
            }
            finally
            {
                _loading.Exit();
            }
        }

        public void Free()
        {
            (_value as IDisposable)?.Dispose();
            _value = null;
        }
    }
}
