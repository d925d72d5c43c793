namespace DelayedArrays;

/// <summary>Adds up what blocks will read, and plays through what the chunk cache will hold. Seeds report to it.</summary>
public sealed class ReadPlan
{
    private readonly HashSet<(object, long)> _distinct = [];
    private readonly LinkedList<((object, long) Key, long Bytes)> _order = new();
    private readonly Dictionary<(object, long), LinkedListNode<((object, long) Key, long Bytes)>> _nodes = [];
    private readonly long _cacheAllowance;
    private long _cachedBytes;
    private long _block;

    internal ReadPlan(long cacheAllowance) => _cacheAllowance = cacheAllowance;

    /// <summary>Chunks read, each time they are.</summary>
    public long Chunks { get; private set; }

    /// <summary>Different chunks read.</summary>
    public long DistinctChunks => _distinct.Count;

    /// <summary>Bytes read from storage.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Bytes after decoding.</summary>
    public long BytesDecoded { get; private set; }

    /// <summary>Bytes of chunks that may be kept.</summary>
    internal long CacheAllowance => _cacheAllowance;

    /// <summary>Whether chunks that are needed whole are kept too.</summary>
    internal bool KeepsChunks { get; set; }

    /// <summary>Entries of sparse seeds that the block reads.</summary>
    internal long BlockEntries { get; private set; }

    /// <summary>Most bytes a block holds.</summary>
    internal long LargestBlock { get; private set; }

    /// <summary>Most bytes the chunk cache holds.</summary>
    internal long LargestCache { get; private set; }

    /// <summary>Reports that a block needs a chunk.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Number of the chunk within the seed.</param>
    /// <param name="stored">Its bytes in storage.</param>
    /// <param name="decoded">Its bytes in memory.</param>
    /// <param name="whole">Whether the block needs all of it, so that it is not worth keeping.</param>
    /// <param name="buffers">Bytes of buffers needed besides to decode it.</param>
    public void AddChunk(ISeed seed, long number, long stored, long decoded, bool whole, long buffers)
    {
        ArgumentNullException.ThrowIfNull(seed);
        var key = ((object)seed, number);
        _distinct.Add(key);
        LargestBlock = Math.Max(LargestBlock, _block + buffers);
        if (_nodes.TryGetValue(key, out var node))
        {
            _order.Remove(node);
            _order.AddLast(node);
            return;
        }
        Chunks++;
        AddBytes(stored, decoded);
        if (!whole)
            Keep(key, decoded);
    }

    /// <summary>Reports bytes read outside of chunks.</summary>
    public void AddBytes(long stored, long decoded)
    {
        BytesRead += stored;
        BytesDecoded += decoded;
    }

    /// <summary>Reports a buffer that is held while the block is evaluated.</summary>
    public void AddBuffer(long bytes)
    {
        _block += bytes;
        LargestBlock = Math.Max(LargestBlock, _block);
    }

    /// <summary>Reports entries of a sparse seed that a block reads.</summary>
    public void AddEntries(long count) => BlockEntries += count;

    internal void EndBlock() => (_block, BlockEntries) = (0, 0);

    private void Keep((object, long) key, long bytes)
    {
        _nodes[key] = _order.AddLast((key, bytes));
        _cachedBytes += bytes;
        LargestCache = Math.Max(LargestCache, _cachedBytes);
        while (_cachedBytes > _cacheAllowance && _order.First is { } oldest)
        {
            _order.Remove(oldest);
            _nodes.Remove(oldest.Value.Key);
            _cachedBytes -= oldest.Value.Bytes;
        }
    }
}
