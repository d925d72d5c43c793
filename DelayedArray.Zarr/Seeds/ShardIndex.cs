namespace DelayedArrays;

/// <summary>Where the chunks of a shard are.</summary>
internal sealed class ShardIndex
{
    private readonly ulong[] _entries;

    /// <summary>Creates the index.</summary>
    /// <param name="entries">An offset and a length for each chunk; none for a shard that is not stored.</param>
    public ShardIndex(ulong[] entries) => _entries = entries;

    /// <summary>Bytes it takes in memory.</summary>
    public long Size => (_entries.Length * sizeof(ulong)) + 128;

    /// <summary>The part of the shard where a chunk is; null if it is not stored.</summary>
    /// <param name="position">Its place in the index.</param>
    /// <param name="isValid">Whether the entry makes sense.</param>
    public (long Offset, long Length)? Entry(long position, out bool isValid)
    {
        isValid = true;
        if (_entries.Length == 0)
            return null;
        var offset = _entries[2 * position];
        var length = _entries[(2 * position) + 1];
        if (offset == ulong.MaxValue && length == ulong.MaxValue)
            return null;
        isValid = length is > 0 and <= long.MaxValue && offset <= long.MaxValue - length;
        return isValid ? ((long)offset, (long)length) : null;
    }
}

/// <summary>Keeps the indexes of shards, least recently used first out, within a number of bytes.</summary>
internal sealed class ShardIndexCache(long capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Level, long Shard), Slot> _slots = [];
    private readonly LinkedList<Slot> _order = new();
    private long _bytes;

    /// <summary>The index of a shard, which the first who asks reads.</summary>
    public ShardIndex Get((int Level, long Shard) shard, ReadScope scope, Func<ShardIndex> read)
    {
        Slot slot;
        lock (_gate)
        {
            if (!_slots.TryGetValue(shard, out slot!))
            {
                _slots.Add(shard, slot = new Slot(shard));
                slot.Node = _order.AddLast(slot);
            }
            else if (slot.Node is { List: not null } node)
            {
                _order.Remove(node);
                _order.AddLast(node);
            }
        }
        try
        {
            var index = slot.Get(scope, read, out var isNew);
            if (isNew)
                Book(slot, index.Size);
            return index;
        }
        catch
        {
            lock (_gate)
                Drop(slot);
            throw;
        }
    }

    private void Book(Slot slot, long size)
    {
        lock (_gate)
        {
            if (slot.Node?.List is null)
                return;
            slot.Size = size;
            _bytes += size;
            while (_bytes > capacity && _order.First is { } oldest && oldest.Value != slot)
                Drop(oldest.Value);
        }
    }

    private void Drop(Slot slot)
    {
        if (slot.Node?.List is null)
            return;
        _order.Remove(slot.Node);
        _slots.Remove(slot.Key);
        _bytes -= slot.Size;
    }

    private sealed class Slot((int Level, long Shard) key)
    {
        private readonly Lock _reading = new();
        private volatile ShardIndex? _index;

        public (int Level, long Shard) Key => key;

        public LinkedListNode<Slot>? Node { get; set; }

        public long Size { get; set; }

        public ShardIndex Get(ReadScope scope, Func<ShardIndex> read, out bool isNew)
        {
            isNew = false;
            if (_index is { } known)
                return known;
            // Whoever reads the index may wait to compute again, so no one may wait for it and keep others from computing.
            if (!_reading.TryEnter())
            {
                using (scope.Reading())
                    _reading.Enter();
            }
            try
            {
                isNew = _index is null;
                return _index ??= read();
            }
            finally
            {
                _reading.Exit();
            }
        }
    }
}
