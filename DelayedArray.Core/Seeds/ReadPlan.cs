namespace DelayedArrays;

/// <summary>
/// Adds up what blocks will read, and plays through what the chunk cache will hold. Seeds report to it. Of blocks with very many
/// chunks it may be told the number only.
/// </summary>
public sealed class ReadPlan
{
    private readonly HashSet<(object, long)> _distinct = [];
    private readonly LinkedList<((object, long) Key, long Bytes)> _order = new();
    private readonly Dictionary<(object, long), LinkedListNode<((object, long) Key, long Bytes)>> _nodes = [];
    private readonly Dictionary<ISeed, SeedReads> _bySeed = new(ReferenceEqualityComparer.Instance);
    private readonly long _cacheAllowance;
    private long _cachedBytes;
    private long _block;
    private long _strips;

    internal ReadPlan(long cacheAllowance) => _cacheAllowance = cacheAllowance;

    /// <summary>Most chunks that a block names one by one.</summary>
    internal long MostNamed { get; init; } = long.MaxValue;

    /// <summary>Most chunks of a seed that are asked how long they are in storage.</summary>
    internal long MostAsked { get; init; } = long.MaxValue;

    /// <summary>Whether storage was asked for the length of every chunk, and knew it.</summary>
    internal bool HasExactLengths { get; private set; } = true;

    /// <summary>The seed whose bytes are reported.</summary>
    internal ISeed? Seed { get; set; }

    /// <summary>What was read of each seed.</summary>
    internal IReadOnlyDictionary<ISeed, SeedReads> BySeed => _bySeed;

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
        Seed = seed;
        Of(seed).Visits++;
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
        Of(seed).Reads++;
        AddBytes(stored, decoded);
        if (!whole)
            Keep(key, decoded);
    }

    /// <summary>Reports bytes read outside of chunks.</summary>
    public void AddBytes(long stored, long decoded)
    {
        BytesRead += stored;
        BytesDecoded += decoded;
        if (Seed is null)
            return;
        Of(Seed).BytesRead += stored;
        Of(Seed).BytesDecoded += decoded;
    }

    /// <summary>Reports that a block needs chunks too many to name.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="stored">Bytes in storage of all of them.</param>
    /// <param name="decoded">Bytes in memory of all of them.</param>
    /// <param name="buffers">Bytes of buffers needed besides to decode one of them.</param>
    internal void AddChunks(ISeed seed, long count, long stored, long decoded, long buffers)
    {
        Seed = seed;
        LargestBlock = Math.Max(LargestBlock, _block + buffers);
        Chunks += count;
        Of(seed).Visits += count;
        Of(seed).Reads += count;
        AddBytes(stored, decoded);
    }

    /// <summary>Takes the length of a chunk in storage from the seed, or where enough of its chunks were asked, from those.</summary>
    internal long StoredBytes(ISeed seed, IChunkGrid grid, ReadOnlySpan<long> chunk)
    {
        var reads = Of(seed);
        if (reads.Asked >= MostAsked)
        {
            HasExactLengths = false;
            return reads.MeanStored(grid.ChunkBytes);
        }
        HasExactLengths &= grid.KnowsStoredBytes;
        var stored = grid.StoredBytes(chunk);
        reads.Asked++;
        reads.AskedBytes += stored;
        return stored;
    }

    /// <summary>Different chunks of a seed, of those that were named.</summary>
    internal long DistinctOf(ISeed seed) => _distinct.Count(chunk => ReferenceEquals(chunk.Item1, seed));

    /// <summary>Whether a chunk of a seed is asked for its length.</summary>
    internal bool Asks(ISeed seed) => Of(seed).Asked < MostAsked;

    private SeedReads Of(ISeed seed)
    {
        if (!_bySeed.TryGetValue(seed, out var reads))
            _bySeed.Add(seed, reads = new SeedReads());
        return reads;
    }

    /// <summary>Reports a buffer that is held while the block is evaluated.</summary>
    public void AddBuffer(long bytes)
    {
        _block += bytes;
        LargestBlock = Math.Max(LargestBlock, _block);
    }

    /// <summary>Reports strips that are held while the block is evaluated. A few are no matter.</summary>
    internal void AddStrips(long bytes) => _strips += bytes;

    /// <summary>Reports entries of a sparse seed that a block reads.</summary>
    public void AddEntries(long count) => BlockEntries += count;

    internal void EndBlock()
    {
        const long usual = ExecutionPlan.UsualStrips * ExecutionOptions.UsualStripBytes;
        LargestBlock = Math.Max(LargestBlock, _block + Math.Max(0, _strips - usual));
        (_block, _strips, BlockEntries) = (0, 0, 0);
    }

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

/// <summary>What a plan knows of one seed.</summary>
internal sealed record SeedReads
{
    /// <summary>Chunks needed by blocks, each time they were.</summary>
    public long Visits { get; set; }

    /// <summary>Chunks read.</summary>
    public long Reads { get; set; }

    /// <summary>Bytes read from storage.</summary>
    public long BytesRead { get; set; }

    /// <summary>Bytes after decoding.</summary>
    public long BytesDecoded { get; set; }

    /// <summary>Chunks asked how long they are in storage.</summary>
    public long Asked { get; set; }

    /// <summary>Bytes that those take there.</summary>
    public long AskedBytes { get; set; }

    /// <summary>Bytes in storage of a chunk that is not asked.</summary>
    public long MeanStored(long otherwise) => Asked == 0 ? otherwise : AskedBytes / Asked;
}
