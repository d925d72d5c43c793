namespace DelayedArrays;

/// <summary>What an evaluation reads from a seed with equal chunks, computed from the positions where blocks and chunks are cut.</summary>
internal sealed class ChunkForecast
{
    // Overlapping parts of a seed are counted exactly only if there are at most this many.
    private const int MaxOverlapping = 8;

    private readonly List<Footprint> _footprints;
    private readonly IChunkedSeed _chunked;

    private ChunkForecast(IChunkedSeed seed, List<Footprint> footprints)
    {
        _chunked = seed;
        _footprints = footprints;
    }

    /// <summary>The seed.</summary>
    public ISeed Seed => _chunked;

    /// <summary>The number of distinct parts requested from the seed.</summary>
    public int Parts => _footprints.Count;

    /// <summary>
    /// Chunks needed by each block, summed over the blocks. Slightly too high if one block asks for the same part several times.
    /// </summary>
    public long Visits { get; private set; }

    /// <summary>The number of distinct chunks.</summary>
    public long Distinct { get; private set; }

    /// <summary>Whether <see cref="Distinct"/> is counted exactly.</summary>
    public bool IsDistinctExact { get; private set; } = true;

    /// <summary>Whether every block takes whole chunks, so that caching them would not help.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Whether every chunk is needed exactly once, and therefore read once.</summary>
    public bool IsReadOnce => IsDistinctExact && Visits == Distinct;

    /// <summary>Bytes of a decoded chunk.</summary>
    public long ChunkBytes => _chunked.ChunkBytes;

    /// <summary>Counts the chunks that footprints need. Returns null for footprints that cannot be counted.</summary>
    public static ChunkForecast? Of(IChunkedSeed seed, List<Footprint> footprints, BlockGrid grid)
    {
        if (footprints.Exists(IsUncountable))
            return null;
        var forecast = new ChunkForecast(seed, footprints);
        var boxes = footprints.ConvertAll(footprint => forecast.Add(footprint, grid));
        forecast.CountDistinct(boxes);
        return forecast;
    }

    /// <summary>The mean number of bytes that a chunk takes in storage, from samples spread over the chunks needed.</summary>
    public double MeanStored(int samples)
    {
        if (_chunked is not IStoredChunkSizes sizes)
            return ChunkBytes;
        var total = 0.0;
        var chunk = new long[Seed.Shape.Rank];
        for (var i = 0; i < samples; i++)
        {
            var axes = _footprints[i % _footprints.Count].Axes;
            for (var axis = 0; axis < chunk.Length; axis++)
                chunk[axis] = axes[axis].Selection[EvenSpread.At(i, axis, axes[axis].Selection.Count)] / _chunked.Grid.LargestChunk[axis];
            if (sizes.StoredBytes(chunk) is not { } stored)
                return ChunkBytes;
            total += stored;
        }
        return total / samples;
    }

    /// <summary>Whether a footprint has selections that are neither ranges nor lists short enough to enumerate.</summary>
    public static bool IsUncountable(Footprint footprint) => footprint.IsIrregular
        || footprint.Axes.Any(axis => !axis.Selection.IsRange && axis.Selection.Count > AxisVisits.LongestList);

    private ChunkBox Add(Footprint footprint, BlockGrid grid)
    {
        var (visits, chunks) = (1L, 1L);
        var rank = footprint.Axes.Length;
        var box = new ChunkBox(new long[rank], new long[rank]);
        var isRepeated = Enumerable.Repeat(true, footprint.Root.Length).ToArray();
        for (var axis = 0; axis < rank; axis++)
        {
            var root = footprint.Axes[axis].RootAxis;
            var along = root < 0
                ? AxisVisits.Of(footprint.Axes[axis], default, null, Seed.Shape[axis], _chunked.Grid.LargestChunk[axis])
                : AxisVisits.Of(footprint.Axes[axis], footprint.Root[root], grid.Cuts[root], Seed.Shape[axis], _chunked.Grid.LargestChunk[axis]);
            (visits, chunks) = (Saturated.Multiply(visits, along.Visits), Saturated.Multiply(chunks, along.Chunks));
            IsWhole &= along.IsWhole;
            (box.First[axis], box.Count[axis]) = (along.First, along.Chunks);
            if (root >= 0)
                isRepeated[root] = false;
        }
        // Every block repeats the request along axes that the seed lacks.
        for (var root = 0; root < isRepeated.Length; root++)
        {
            if (isRepeated[root])
                visits = Saturated.Multiply(visits, BlocksOf(footprint.Root[root], grid.Cuts[root]));
        }
        Visits = Saturated.Add(Visits, visits);
        return box with { Chunks = chunks };
    }

    private static long BlocksOf(RootRange range, AxisCuts cuts) => cuts.BlockAt(range.End - 1) - cuts.BlockAt(range.Start) + 1;

    private void CountDistinct(List<ChunkBox> boxes)
    {
        boxes = [.. boxes.Where((box, i) => !boxes.Where((other, k) => other.Contains(box) && (k < i || !box.Contains(other))).Any())];
        IsDistinctExact = boxes.Count == 1 || (boxes.Count <= MaxOverlapping && boxes.TrueForAll(box => box.IsContiguous));
        if (IsDistinctExact)
        {
            Distinct = ChunkBox.Union(boxes);
            return;
        }
        Distinct = Math.Min(_chunked.Grid.Count, boxes.Aggregate(0L, (sum, box) => Saturated.Add(sum, box.Chunks)));
    }
}
