namespace DelayedArrays;

/// <summary>
/// Adds up what blocks will read, and simulates the chunk cache. Seeds report to it. For blocks of very many chunks it only counts them.
/// </summary>
public sealed partial class ReadPlan
{
    private readonly HashSet<(object, long)> _distinct = [];
    private readonly RecentItems<(object, long), ISeed> _kept = new();
    private readonly Dictionary<ISeed, SeedReads> _bySeed = new(ReferenceEqualityComparer.Instance);
    private readonly long _cacheAllowance;
    private long _block;
    private long _strips;

    internal ReadPlan(long cacheAllowance) => _cacheAllowance = cacheAllowance;

    /// <summary>The most chunks of a block that are listed one by one.</summary>
    internal long MaxNamed { get; init; } = long.MaxValue;

    /// <summary>The most chunks of a seed that are asked for their stored length.</summary>
    internal long MaxAsked { get; init; } = long.MaxValue;

    /// <summary>Whether the stored length of every chunk was asked for and known.</summary>
    internal bool HasExactLengths { get; private set; } = true;

    /// <summary>The seed to which reported bytes belong.</summary>
    internal ISeed? Seed { get; set; }

    /// <summary>What was read from each seed.</summary>
    internal IReadOnlyDictionary<ISeed, SeedReads> BySeed => _bySeed;

    /// <summary>Chunks read, counted each time.</summary>
    public long Chunks { get; private set; }

    /// <summary>Distinct chunks read.</summary>
    public long DistinctChunks => _distinct.Count;

    /// <summary>Bytes read from storage.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Bytes after decoding.</summary>
    public long BytesDecoded { get; private set; }

    /// <summary>The most bytes of chunks that the cache may keep.</summary>
    internal long CacheAllowance => _cacheAllowance;

    /// <summary>Entries of sparse seeds that the block reads.</summary>
    internal long BlockEntries { get; private set; }

    /// <summary>The most bytes a block holds.</summary>
    internal long LargestBlock { get; private set; }

    /// <summary>The most bytes the chunk cache holds.</summary>
    internal long LargestCache { get; private set; }

    /// <summary>Adds a chunk that a block needs.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Number of the chunk within the seed.</param>
    /// <param name="stored">Its bytes in storage.</param>
    /// <param name="decoded">Its bytes in memory.</param>
    /// <param name="whole">Whether the block takes all of it, so that caching it would not help.</param>
    /// <param name="buffers">Bytes of further buffers needed to decode it.</param>
    public void AddChunk(ISeed seed, long number, long stored, long decoded, bool whole, long buffers)
    {
        ArgumentNullException.ThrowIfNull(seed);
        Seed = seed;
        Of(seed).Visits++;
        var key = ((object)seed, number);
        _distinct.Add(key);
        LargestBlock = Math.Max(LargestBlock, _block + buffers);
        if (_kept.TryUse(key, out _))
            return;
        Chunks++;
        Of(seed).Reads++;
        AddBytes(stored, decoded);
        if (whole)
            return;
        _kept.Add(key, seed, decoded);
        LargestCache = Math.Max(LargestCache, _kept.Bytes);
        while (_kept.TryTrim(_cacheAllowance, out _))
        {
            // Each call drops one chunk.
        }
    }

    /// <summary>Adds bytes read apart from chunks.</summary>
    public void AddBytes(long stored, long decoded)
    {
        BytesRead += stored;
        BytesDecoded += decoded;
        if (Seed is null)
            return;
        Of(Seed).BytesRead += stored;
        Of(Seed).BytesDecoded += decoded;
    }

    /// <summary>Adds a buffer that is held while the block is evaluated.</summary>
    public void AddBuffer(long bytes)
    {
        _block += bytes;
        LargestBlock = Math.Max(LargestBlock, _block);
    }

    /// <summary>Adds strips that are held while the block is evaluated. A few strips are ignored.</summary>
    internal void AddStrips(long bytes) => _strips += bytes;

    /// <summary>Adds entries of a sparse seed that a block reads.</summary>
    public void AddEntries(long count) => BlockEntries += count;

    internal void EndBlock()
    {
        const long DefaultBytes = ExecutionPlan.DefaultStrips * ExecutionOptions.DefaultStripBytes;
        LargestBlock = Math.Max(LargestBlock, _block + Math.Max(0, _strips - DefaultBytes));
        (_block, _strips, BlockEntries) = (0, 0, 0);
    }

    /// <summary>Counts the distinct chunks of a seed among the listed ones.</summary>
    internal long DistinctOf(ISeed seed) => _distinct.Count(chunk => ReferenceEquals(chunk.Item1, seed));

    private SeedReads Of(ISeed seed)
    {
        if (!_bySeed.TryGetValue(seed, out var reads))
            _bySeed.Add(seed, reads = new SeedReads());
        return reads;
    }
}
