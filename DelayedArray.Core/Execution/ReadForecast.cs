namespace DelayedArrays;

/// <summary>
/// What an evaluation of any size reads. If every chunk is needed once, the geometry gives exact counts. If several blocks need the same
/// chunks, or for other kinds of seeds, counts are estimated from a sample of blocks. Bytes in storage are estimated from a sample of
/// chunks.
/// </summary>
internal sealed class ReadForecast
{
    private const int Samples = 512;

    private readonly IReadOnlyList<IBlockSink> _sinks;
    private readonly BlockGrid _grid;
    private readonly List<ChunkForecast> _chunked = [];
    private readonly HashSet<ISeed> _counted = new(ReferenceEqualityComparer.Instance);
    private (long Read, long Decoded) _plain;
    private bool _isPartial;

    private ReadForecast(IReadOnlyList<IBlockSink> sinks, BlockGrid grid)
    {
        _sinks = sinks;
        _grid = grid;
    }

    /// <summary>The chunked seeds that could be counted.</summary>
    public IReadOnlyList<ChunkForecast> Chunked => _chunked;

    /// <summary>The number of chunks that blocks need, over the seeds that could be counted.</summary>
    public long Visits => _chunked.Aggregate(0L, (sum, forecast) => Saturated.Add(sum, forecast.Visits));

    /// <summary>Whether everything that is read could be counted.</summary>
    public bool IsComplete => !_isPartial;

    /// <summary>Counts the data to be read, as far as possible.</summary>
    public static ReadForecast Of(IReadOnlyList<IBlockSink> sinks, BlockGrid grid)
    {
        var forecast = new ReadForecast(sinks, grid);
        var leaves = LeafFootprints.Of(sinks);
        forecast._isPartial = !leaves.IsComplete;
        if (leaves.IsComplete)
        {
            foreach (var (seed, footprints) in leaves.BySeed)
                forecast.Count(seed, footprints);
        }
        return forecast;
    }

    /// <summary>Reports on the whole evaluation.</summary>
    /// <param name="options">How it would run.</param>
    /// <param name="workers">Blocks in flight.</param>
    /// <param name="blockBytes">Bytes that the largest block holds.</param>
    /// <param name="addBlock">Adds the block at a position in the walk to a plan.</param>
    public ExecutionReport Report(ExecutionOptions options, int workers, long blockBytes, Action<long, ReadPlan> addBlock)
    {
        var isExact = !_isPartial && _chunked.TrueForAll(forecast => forecast.IsReadOnce);
        var sampled = isExact ? null : SampledBlocks.Of(_grid, options.CacheAllowance, addBlock);
        var total = new Totals(BytesRead: _plain.Read, BytesDecoded: _plain.Decoded);
        foreach (var forecast in _chunked)
            total += Of(forecast, sampled, Math.Max(1, Samples / _chunked.Count));
        if (sampled is not null)
            total += Uncounted(sampled);
        return new ExecutionReport
        {
            Blocks = _grid.Count,
            Chunks = Saturated.Of(total.Chunks),
            DistinctChunks = Saturated.Of(total.Distinct),
            BytesRead = Saturated.Of(total.BytesRead),
            BytesDecoded = Saturated.Of(total.BytesDecoded),
            PeakBytes = (Math.Max(blockBytes, sampled?.LargestBlock ?? 0) * workers) + CacheBytes(options),
            Workers = workers,
            Estimates = Estimates(isExact),
        };
    }

    private static Totals Of(ChunkForecast forecast, SampledBlocks? sampled, int samples)
    {
        Int128 reads = forecast.Visits;
        if (!forecast.IsReadOnce && sampled?.BySeed.GetValueOrDefault(forecast.Seed) is { Visits: > 0 } part)
            reads = Int128.Clamp(reads * part.Reads / part.Visits, Math.Min(forecast.Distinct, forecast.Visits), forecast.Visits);
        return new Totals(reads, forecast.Distinct, (Int128)((double)reads * forecast.MeanStored(samples)), reads * forecast.ChunkBytes);
    }

    private void Count(ISeed seed, List<Footprint> footprints)
    {
        if (seed is IChunkedSeed { Grid.IsRegular: true } chunked && ChunkForecast.Of(chunked, footprints, _grid) is { } forecast)
        {
            _chunked.Add(forecast);
            _counted.Add(seed);
        }
        else if (seed is { ChunkShape: null, IsSparse: false }
            && PlainForecast.Of(seed, footprints, _grid, _sinks[0].MemoryOrder) is { } bytes)
        {
            _plain = (Saturated.Add(_plain.Read, bytes.Read), Saturated.Add(_plain.Decoded, bytes.Decoded));
            _counted.Add(seed);
        }
        else
        {
            _isPartial = true;
        }
    }

    private ReportFigures Estimates(bool isExact)
    {
        var estimates = isExact ? ReportFigures.None : ReportFigures.Chunks | ReportFigures.BytesDecoded | ReportFigures.BytesRead;
        if (_isPartial || _chunked.Exists(forecast => !forecast.IsDistinctExact))
            estimates |= ReportFigures.DistinctChunks;
        return _chunked.Count > 0 ? estimates | ReportFigures.BytesRead : estimates;
    }

    /// <summary>Extrapolates from the sampled blocks what all blocks read from seeds that could not be counted.</summary>
    private Totals Uncounted(SampledBlocks sampled)
    {
        var total = new Totals();
        foreach (var (seed, reads) in sampled.BySeed.Where(pair => !_counted.Contains(pair.Key)))
        {
            var chunks = OfAll(reads.Reads);
            total += new Totals(chunks, Int128.Min(chunks, ChunksOf(seed)), OfAll(reads.BytesRead), OfAll(reads.BytesDecoded));
        }
        return total;

        Int128 OfAll(long figure) => (Int128)figure * _grid.Count / sampled.Blocks;
    }

    private static Int128 ChunksOf(ISeed seed) => seed is IChunkedSeed chunked ? chunked.Grid.Count : Int128.MaxValue;

    /// <summary>The most bytes that the chunk cache may hold.</summary>
    private long CacheBytes(ExecutionOptions options)
    {
        if (_isPartial)
            return options.CacheAllowance;
        var kept = _chunked.Where(forecast => !forecast.IsWhole).ToList();
        return kept.Count == 0 ? 0 : Math.Min(
            options.CacheAllowance + kept.Max(forecast => forecast.ChunkBytes),
            kept.Aggregate(0L, (sum, forecast) => Saturated.Add(sum, Saturated.Multiply(forecast.Distinct, forecast.ChunkBytes))));
    }

    /// <summary>Sums of figures.</summary>
    private readonly record struct Totals(Int128 Chunks = default, Int128 Distinct = default, Int128 BytesRead = default, Int128 BytesDecoded = default)
    {
        public static Totals operator +(Totals left, Totals right) => new(
            left.Chunks + right.Chunks, left.Distinct + right.Distinct, left.BytesRead + right.BytesRead, left.BytesDecoded + right.BytesDecoded);
    }
}
