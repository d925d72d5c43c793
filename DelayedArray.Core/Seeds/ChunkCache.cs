namespace DelayedArrays;

/// <summary>
/// Keeps decoded chunks that were needed only in part, least recently used first out, within a number of bytes. A chunk asked
/// for by several threads at once is decoded once.
/// </summary>
public sealed class ChunkCache
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(object Owner, long Number), Entry> _entries = [];
    private readonly LinkedList<Entry> _order = new();
    private long _bytes;

    /// <summary>Creates a cache.</summary>
    /// <param name="capacity">Most bytes kept.</param>
    public ChunkCache(long capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
    }

    /// <summary>The cache of this process; holds at most 256 MiB, or an eighth of the memory there is if that is less.</summary>
    public static ChunkCache Shared { get; } =
        new(Math.Min(256L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8));

    /// <summary>Most bytes kept.</summary>
    public long Capacity { get; }

    /// <summary>Bytes kept now.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <summary>Forgets the chunks of one owner.</summary>
    public void Forget(object owner)
    {
        lock (_gate)
        {
            foreach (var entry in _order.Where(entry => ReferenceEquals(entry.Key.Owner, owner)).ToList())
                Evict(entry);
        }
    }

    /// <summary>Lends a chunk if it is here.</summary>
    internal ChunkLease? TryRent(object owner, long number)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue((owner, number), out var entry) || !entry.IsReady)
                return null;
            return Lend(entry);
        }
    }

    /// <summary>Lends a chunk, decoding it first where it is not here.</summary>
    /// <param name="owner">The seed.</param>
    /// <param name="number">Number of the chunk within the seed.</param>
    /// <param name="bytes">Its decoded length.</param>
    /// <param name="context">Says how many bytes the cache may hold, and who else may compute while this thread waits.</param>
    /// <param name="load">Decodes the chunk.</param>
    internal ChunkLease Rent(object owner, long number, long bytes, BlockContext context, Action<PooledBuffer> load)
    {
        Entry entry;
        ChunkLease lease;
        lock (_gate)
        {
            if (!_entries.TryGetValue((owner, number), out entry!))
            {
                entry = new Entry((owner, number), bytes);
                _entries.Add(entry.Key, entry);
                entry.Node = _order.AddLast(entry);
                _bytes += bytes;
            }
            lease = Lend(entry);
            Trim(Math.Min(context.CacheAllowance, Capacity));
        }
        try
        {
            entry.Load(load, context);
            return lease;
        }
        catch
        {
            lock (_gate)
                Evict(entry);
            lease.Dispose();
            throw;
        }
    }

    private ChunkLease Lend(Entry entry)
    {
        entry.Users++;
        if (entry.Node is { List: not null } node)
        {
            _order.Remove(node);
            _order.AddLast(node);
        }
        return new ChunkLease(this, entry);
    }

    private void Trim(long limit)
    {
        while (_bytes > limit && _order.First is { } oldest)
            Evict(oldest.Value);
    }

    /// <summary>Takes a chunk out of the cache; its buffer lives on while someone uses it.</summary>
    private void Evict(Entry entry)
    {
        if (entry.Node?.List is null)
            return;
        _order.Remove(entry.Node);
        _entries.Remove(entry.Key);
        _bytes -= entry.Size;
        if (entry.Users == 0)
            entry.Free();
    }

    private void Return(Entry entry)
    {
        lock (_gate)
        {
            entry.Users--;
            if (entry.Users == 0 && entry.Node?.List is null)
                entry.Free();
        }
    }

    internal sealed class Entry((object Owner, long Number) key, long size)
    {
        private readonly Lock _loading = new();
        private volatile PooledBuffer? _buffer;

        public (object Owner, long Number) Key => key;

        public long Size => size;

        public int Users { get; set; }

        public LinkedListNode<Entry>? Node { get; set; }

        public bool IsReady => _buffer is not null;

        public PooledBuffer Buffer => _buffer ?? throw new ObjectDisposedException(nameof(ChunkLease));

        public void Load(Action<PooledBuffer> load, BlockContext context)
        {
            if (IsReady)
                return;
            // Whoever loads the chunk may itself be waiting to compute again, so no one may wait for it and keep others from computing.
            if (!_loading.TryEnter())
            {
                using (context.Reading())
                    _loading.Enter();
            }
            try
            {
                if (!IsReady)
                    _buffer = Loaded(load);
            }
            finally
            {
                _loading.Exit();
            }
        }

        public void Free()
        {
            _buffer?.Dispose();
            _buffer = null;
        }

        private PooledBuffer Loaded(Action<PooledBuffer> load)
        {
            var buffer = BufferPool.Shared.Rent(size);
            try
            {
                load(buffer);
                return buffer;
            }
            catch
            {
                buffer.Dispose();
                throw;
            }
        }
    }

    internal readonly struct ChunkLease(ChunkCache cache, Entry entry) : IDisposable
    {
        public Span<byte> Bytes => entry.Buffer.Bytes;

        public void Dispose() => cache.Return(entry);
    }
}
