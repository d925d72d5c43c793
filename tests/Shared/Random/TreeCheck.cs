namespace DelayedArrays.Testing;

/// <summary>Evaluates a tree in many ways, which must all give the same bits, and compares with the values it should have.</summary>
/// <param name="twin">The tree.</param>
/// <param name="random">Chooses the ways.</param>
/// <param name="variants">How many ways to try beside the plain one.</param>
/// <param name="reductions">How many reductions of numbers to try.</param>
internal sealed class TreeCheck(Twin twin, Random random, int variants, int reductions)
{
    private const int MaxBlocks = 50;
    private readonly int _stripBytes = Pick(random, 64, 200, 1024, 16 * 1024);
    private readonly int _blockElements = Math.Max(Pick(random, 1, 16, 100, 600, 100_000), (int)(twin.Lazy.Shape.Count / MaxBlocks));
    private long _minMemory = 16;

    /// <summary>Whether zeros must have the sign they should have. Elements that are not stored have none.</summary>
    public bool DistinguishesZeros { get; init; } = true;

    /// <summary>Whether memory must stay within budgets. That holds where the largest blocks take the most memory.</summary>
    public bool ChecksPeak { get; init; }

    public ReductionCheck Reductions => field ??= new ReductionCheck(this, random, reductions);

    /// <summary>Says which values are the same.</summary>
    public IEqualityComparer<T> Comparer<T>() where T : unmanaged => DistinguishesZeros ? SameBits<T>.Comparer : EqualityComparer<T>.Default;

    public void Values<T>(Twin<T> x) where T : unmanaged
    {
        SameBits<T>.Check(x.Naive.Values, x.Array.ToArray(), "whole array", Comparer<T>());
        SameBits<T>.Check(x.Naive.Values, InEveryWay(options => x.Array.ToArray(options)), "whole array in small blocks", Comparer<T>());
    }

    /// <summary>Sees that no more is read, decoded and held than was predicted.</summary>
    public void Explained<T>(Twin<T> x) where T : unmanaged
    {
        ExecutionReport? measured = null;
        var cache = Pick(random, 0, 1 << 20);
        var options = Plain() with { ChunkCache = new ChunkCache(cache), Report = report => measured = report };
        var predicted = x.Array.Explain(options with { ChunkCache = new ChunkCache(cache) });
        x.Array.ToArray(options);
        Assert.NotNull(measured);
        var isWithin = measured.Blocks == predicted.Blocks && measured.Chunks <= predicted.Chunks
            && measured.BytesRead <= predicted.BytesRead && measured.BytesDecoded <= predicted.BytesDecoded
            && measured.PeakBytes <= predicted.PeakBytes;
        Assert.True(isWithin, isWithin ? "" : $"{predicted}\n{measured}");
    }

    /// <summary>Computes on one thread and in other ways, and returns what all of them gave.</summary>
    public TOut[] InEveryWay<TOut>(Func<ExecutionOptions, TOut[]> run) where TOut : unmanaged
    {
        var first = run(Plain());
        for (var i = 0; i < variants; i++)
        {
            var options = Plain() with
            {
                Workers = Pick(random, 1, 2, 7),
                LookAhead = Pick(random, 0, 1, 3),
                ChunkCache = new ChunkCache(Pick(random, 0, 200, 1 << 20)),
                ForcesCopy = random.Next(2) == 0,
            };
            var what = $"{options.Workers} workers, look-ahead {options.LookAhead}, copied: {options.ForcesCopy}";
            SameBits<TOut>.Check(first, random.Next(2) == 0 ? run(options) : InLeastMemory(run, options), what);
        }
        return first;
    }

    private ExecutionOptions Plain() => new()
    {
        Workers = 1,
        LookAhead = 0,
        ChunkCache = new ChunkCache(1 << 20),
        StripBytes = _stripBytes,
        BlockElements = _blockElements,
    };

    /// <summary>Doubles the memory budget until a run succeeds, and may check that the run stays within it. Starts at the last such budget.</summary>
    private TOut[] InLeastMemory<TOut>(Func<ExecutionOptions, TOut[]> run, ExecutionOptions options)
    {
        var found = Within(_minMemory, run, options);
        if (found is not null)
        {
            while (_minMemory > 16 && Within(_minMemory / 2, run, options) is { } less)
                (found, _minMemory) = (less, _minMemory / 2);
            return found;
        }
        while (found is null)
            found = Within(_minMemory *= 2, run, options);
        return found;
    }

    /// <summary>Null if the budget is too small.</summary>
    private TOut[]? Within<TOut>(long budget, Func<ExecutionOptions, TOut[]> run, ExecutionOptions options)
    {
        var peak = 0L;
        try
        {
            var result = run(options with { MemoryBudget = budget, Report = report => peak = Math.Max(peak, report.PeakBytes) });
            if (ChecksPeak && !options.ForcesCopy)
                Assert.True(peak <= budget, $"{peak} bytes within a budget of {budget}: {options.Workers} workers, look-ahead {options.LookAhead}");
            return result;
        }
        catch (MemoryBudgetException) when (budget < 1L << 30)
        {
            return null;
        }
    }

    private static int Pick(Random random, params ReadOnlySpan<int> choices) => choices[random.Next(choices.Length)];
}
