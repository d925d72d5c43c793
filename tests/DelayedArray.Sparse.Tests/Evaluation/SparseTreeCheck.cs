namespace DelayedArrays.Tests;

/// <summary>Evaluates a sparse tree in many ways and compares with its dense twin.</summary>
internal sealed class SparseTreeCheck<T>(SparseTwin<T> twin, Random random, string label) where T : unmanaged
{
    private readonly int _blockElements = (int[])[1, 20, 300, 100_000] is var sizes ? sizes[random.Next(sizes.Length)] : 0;
    private readonly int _stripBytes = random.Next(2) == 0 ? 128 : 16 * 1024;

    /// <summary>What a failure is reported with.</summary>
    public string Where => $"{label}\n{twin.Sparse.ToTree()}";

    public void All()
    {
        Require(twin.Dense.Shape == twin.Sparse.Shape, "the shape");
        var expected = twin.Dense.ToArray();
        Values(expected);
        if (twin.Sparse.Rank == 2)
            Entries(expected);
        Explained();
    }

    /// <summary>Settings that must not change a bit: threads, look-ahead, cache, copying; budgets as small as does.</summary>
    public TResult[] InEveryWay<TResult>(Func<ExecutionOptions, TResult[]> run, string what) where TResult : unmanaged
    {
        var first = run(Plain());
        foreach (var workers in (int[])[2, 7])
        {
            if (random.Next(2) == 0)
                continue;
            var options = Plain() with
            {
                Workers = workers,
                LookAhead = random.Next(3),
                ChunkCache = new ChunkCache(random.Next(2) * 300),
                ForcesCopy = random.Next(2) == 0,
            };
            SameBits(first, run(options), $"{what} with {workers} workers");
        }
        if (random.Next(3) == 0)
            SameBits(first, InLeastMemory(run), $"{what} in little memory");
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

    private void Values(T[] expected)
    {
        var values = InEveryWay(options => twin.Sparse.ToArray(options), "values");
        Same(expected, values, "values");
    }

    private void Entries(T[] expected)
    {
        SparseLayout? layout = random.Next(3) switch { 0 => null, 1 => SparseLayout.Csr, _ => SparseLayout.Csc };
        SparseMatrix<T>? matrix = null;
        var entries = InEveryWay(options => Values(matrix = twin.Sparse.ToSparse(layout, options)), "entries");
        Assert.True(layout is null || matrix!.Layout == layout);
        Require(matrix!.IsCanonical, "the order of entries");
        Require(!Array.Exists(entries, ZeroFacts.IsZero), "a zero among the entries");
        var scattered = new T[expected.Length];
        for (var line = 0L; line < matrix.LineCount; line++)
        {
            var stored = matrix.Line(line);
            for (var i = 0; i < stored.Count; i++)
                scattered[matrix.Layout == SparseLayout.Csr ? (line * matrix.Columns) + stored.Index(i) : (stored.Index(i) * matrix.Columns) + line] = stored.Values[i];
        }
        Same(expected, scattered, $"entries of {layout}");
    }

    private static T[] Values(SparseMatrix<T> matrix)
    {
        var values = new T[matrix.NonZeroCount];
        matrix.CopyValues(0, values);
        return values;
    }

    private void Explained()
    {
        ExecutionReport? measured = null;
        var cache = random.Next(2) == 0 ? 0 : 1 << 20;
        var options = Plain() with { ChunkCache = new ChunkCache(cache), Report = report => measured = report };
        var predicted = twin.Sparse.Explain(options with { ChunkCache = new ChunkCache(cache) });
        twin.Sparse.ToArray(options);
        Assert.NotNull(measured);
        var isWithin = measured.Blocks == predicted.Blocks && measured.Chunks <= predicted.Chunks
            && measured.BytesRead <= predicted.BytesRead && measured.BytesDecoded <= predicted.BytesDecoded
            && measured.PeakBytes <= predicted.PeakBytes;
        Require(isWithin, isWithin ? "" : $"{predicted}\n{measured}");
    }

    /// <summary>Runs within the smallest budget of those that double, and sees that it is kept.</summary>
    private TResult[] InLeastMemory<TResult>(Func<ExecutionOptions, TResult[]> run)
    {
        for (var budget = 64L; ; budget *= 2)
        {
            var peak = 0L;
            try
            {
                var result = run(Plain() with
                {
                    Workers = 3,
                    MemoryBudget = budget,
                    ChunkCache = new ChunkCache(0),
                    Report = report => peak = Math.Max(peak, report.PeakBytes),
                });
                Require(peak <= budget, "memory beyond the budget");
                return result;
            }
            catch (MemoryBudgetException) when (budget < 1L << 30)
            {
                // The next is tried.
            }
        }
    }

    // Trees are printed for failures only.
    private void Require(bool condition, string what)
    {
        if (!condition)
            Assert.Fail($"{what}: {Where}");
    }

    private void SameBits<TResult>(TResult[] first, TResult[] other, string what) where TResult : unmanaged
    {
        if (!first.AsSpan().SequenceEqual(other, Tests.SameBits<TResult>.Comparer))
            Tests.SameBits<TResult>.Check(first, other, $"{what}, {Where}");
    }

    private void Same(T[] expected, T[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            // Zeros are equal whatever their sign, and NaN equals NaN.
            if (!EqualityComparer<T>.Default.Equals(expected[i], actual[i]))
                Assert.Fail($"{what}: element {i} is {actual[i]} instead of {expected[i]}\n{Where}");
        }
    }
}
