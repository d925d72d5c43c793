namespace DelayedArrays;

/// <summary>
/// Simulates several runs of consecutive blocks, spread over a grid, when the reads cannot be computed. The first half of a run fills the
/// chunk cache, and the second half is counted.
/// </summary>
internal sealed class SampledBlocks
{
    private const int Stretches = 8;
    private const int MaxBlocks = 32;
    private const int MaxVisits = 1024;
    private const int MaxNamed = 4096;
    private const int MaxAsked = 64;

    private readonly Dictionary<ISeed, SeedReads> _bySeed = new(ReferenceEqualityComparer.Instance);

    private SampledBlocks() { }

    /// <summary>Blocks counted.</summary>
    public long Blocks { get; private set; }

    /// <summary>The most bytes that one of the blocks held.</summary>
    public long LargestBlock { get; private set; }

    /// <summary>What the counted blocks read from each seed.</summary>
    public IReadOnlyDictionary<ISeed, SeedReads> BySeed => _bySeed;

    /// <summary>Simulates the runs.</summary>
    /// <param name="grid">The grid; not empty.</param>
    /// <param name="allowance">Bytes that the chunk cache may hold.</param>
    /// <param name="addBlock">Adds the block at a position in the walk to a plan.</param>
    public static SampledBlocks Of(BlockGrid grid, long allowance, Action<long, ReadPlan> addBlock)
    {
        var sampled = new SampledBlocks();
        for (var i = 0; i < Stretches; i++)
        {
            var start = (long)((Int128)grid.Count * i / Stretches);
            var end = (long)((Int128)grid.Count * (i + 1) / Stretches);
            sampled.Play(start, end, new ReadPlan(allowance) { MaxNamed = MaxNamed, MaxAsked = MaxAsked }, addBlock);
        }
        return sampled;
    }

    private void Play(long start, long end, ReadPlan plan, Action<long, ReadPlan> addBlock)
    {
        var ends = new List<Dictionary<ISeed, SeedReads>>();
        for (var position = start; position < end && ends.Count < MaxBlocks && Visits(ends) < MaxVisits; position++)
        {
            addBlock(position, plan);
            ends.Add(plan.BySeed.ToDictionary(pair => pair.Key, pair => pair.Value with { }));
        }
        if (ends.Count == 0)
            return;
        var half = ends.Count / 2;
        Blocks += ends.Count - half;
        LargestBlock = Math.Max(LargestBlock, plan.LargestBlock);
        foreach (var (seed, reads) in ends[^1])
            Add(seed, reads, half == 0 ? new() : ends[half - 1].GetValueOrDefault(seed, new()));
    }

    private static long Visits(List<Dictionary<ISeed, SeedReads>> ends) => ends.Count == 0 ? 0 : ends[^1].Values.Sum(reads => reads.Visits);

    private void Add(ISeed seed, SeedReads end, SeedReads half)
    {
        var sum = _bySeed.GetValueOrDefault(seed, new());
        _bySeed[seed] = new SeedReads
        {
            Visits = sum.Visits + end.Visits - half.Visits,
            Reads = sum.Reads + end.Reads - half.Reads,
            BytesRead = sum.BytesRead + end.BytesRead - half.BytesRead,
            BytesDecoded = sum.BytesDecoded + end.BytesDecoded - half.BytesDecoded,
        };
    }
}
