namespace DelayedArrays;

/// <summary>
/// Adds up what blocks will read, and plays through what the chunk cache will hold. Seeds report to it. Of blocks with very many
/// chunks it takes only the number.
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

    /// <summary>Most chunks that a block names one by one.</summary>
    internal long MostNamed { get; init; } = long.MaxValue;

    /// <summary>Most chunks of a seed whose length in storage is asked for.</summary>
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
            // One by one.
        }
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

    /// <summary>Reports a buffer that is held while the block is evaluated.</summary>
    public void AddBuffer(long bytes)
    {
        _block += bytes;
        LargestBlock = Math.Max(LargestBlock, _block);
    }

    /// <summary>Reports strips that are held while the block is evaluated. A few do not matter.</summary>
    internal void AddStrips(long bytes) => _strips += bytes;

    /// <summary>Reports entries of a sparse seed that a block reads.</summary>
    public void AddEntries(long count) => BlockEntries += count;

    internal void EndBlock()
    {
        const long UsualBytes = ExecutionPlan.UsualStrips * ExecutionOptions.UsualStripBytes;
        LargestBlock = Math.Max(LargestBlock, _block + Math.Max(0, _strips - UsualBytes));
        (_block, _strips, BlockEntries) = (0, 0, 0);
    }

    /// <summary>Different chunks of a seed, of those that were named.</summary>
    internal long DistinctOf(ISeed seed) => _distinct.Count(chunk => ReferenceEquals(chunk.Item1, seed));

    private SeedReads Of(ISeed seed)
    {
        if (!_bySeed.TryGetValue(seed, out var reads))
            _bySeed.Add(seed, reads = new SeedReads());
        return reads;
    }
}
