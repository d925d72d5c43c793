namespace DelayedArrays.Tests;

/// <summary>What is predicted of evaluations of sparse arrays against what they then read and hold.</summary>
public class SparseExplainTests
{
    public static TheoryData<int, int, int> Settings() => new() { { 0, 0, 3 }, { 1, 0, 3 }, { 0, 300, 17 }, { 1, 1 << 20, 8 }, { 0, 1 << 20, 1000 } };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Figures_are_those_of_the_run(int axis, int cache, int chunk)
    {
        foreach (var array in Trees(axis, chunk))
        {
            Compare(array, cache, pass => pass.ToArray(array));
            Compare(array, cache, pass => pass.Sum(array, 0));
            Compare(array, cache, pass => pass.Statistics(array, 1));
            Compare(array, cache, pass => pass.ToSparse(array));
            Compare(array, cache, pass => pass.ToSparse(array, SparseLayout.Csc));
            Compare(array, cache, pass =>
            {
                pass.Mean(array, 1);
                pass.CountNonZero(array, 0);
            });
        }
    }

    [Fact]
    public void The_predicted_peak_is_not_far_above_the_measured_one()
    {
        foreach (var array in Trees(0, 8))
        {
            var (predicted, measured) = Run(1 << 20, pass => pass.Sum(array, 0));
            Assert.InRange(predicted.PeakBytes, measured.PeakBytes, (measured.PeakBytes * 6) + 40_000);
        }
    }

    [Fact]
    public void Blocks_are_counted_by_entries_not_by_their_length()
    {
        // A long panel without entries, and short ones with many.
        var offsets = new long[1001];
        for (var line = 900; line < 1000; line++)
            offsets[line + 1] = offsets[line] + 20;
        var indices = new VectorSeed<int>([.. Enumerable.Range(0, 2000).Select(i => i % 20)], 100);
        var values = new VectorSeed<double>([.. Enumerable.Range(0, 2000).Select(i => i + 1.0)], 100);
        var x = Delayed.FromSeed(new CompressedSparseSeed<double>(new CompressedParts(
            [1000, 20], 0, offsets, Delayed.FromSeed(indices), Delayed.FromSeed(values), new SparseLocation("Test")), 100));
        Assert.Throws<MemoryBudgetException>(() => x.Sum(options: new ExecutionOptions { MemoryBudget = 1000, ChunkCache = new ChunkCache(0) }));
        ExecutionReport? report = null;
        x.Sum(options: new ExecutionOptions { MemoryBudget = 12_000, Workers = 8, ChunkCache = new ChunkCache(0), Report = measured => report = measured });
        Assert.InRange(report!.PeakBytes, 1, 12_000);
        Assert.InRange(report.Workers, 1, 4);
    }

    private static DelayedArray<double>[] Trees(int axis, int chunk)
    {
        var (x, y) = (Stored(1, axis, chunk), Stored(2, axis, chunk));
        var row = Delayed.FromMemory([.. Enumerable.Range(0, 30).Select(i => i + 0.5)], 30);
        return
        [
            x, (x * 2) + 1, x.Log1P(), x - (x * x), x + y, x.Transpose(), x * row, x / x.Sum(axis: 1).AsColumn(),
            axis == 0 ? x[5..17] : x[.., 5..17], axis == 0 ? x[new[] { 3, 20, 4, 4, 21 }] : x[.., new[] { 3, 20, 4, 4, 21 }],
            axis == 0 ? x[Selection.Slice(step: -1)] : x[.., Selection.Slice(step: -2)],
            Delayed.Concatenate(0, x, y), Delayed.Concatenate(1, y, x), Twice(x.Sqrt()),
        ];
    }

    private static DelayedArray<double> Twice(DelayedArray<double> x) => x - (x * x);

    private static void Compare(DelayedArray<double> array, int cache, Action<Pass> add)
    {
        var (predicted, measured) = Run(cache, add);
        var agree = predicted.Blocks == measured.Blocks && predicted.Chunks == measured.Chunks && predicted.BytesRead == measured.BytesRead
            && predicted.BytesDecoded == measured.BytesDecoded && measured.PeakBytes <= predicted.PeakBytes;
        Assert.True(agree, $"{predicted}\n{measured}\n{array.ToTree()}");
    }

    private static (ExecutionReport Predicted, ExecutionReport Measured) Run(int cache, Action<Pass> add)
    {
        ExecutionReport? measured = null;
        var options = new ExecutionOptions { Workers = 1, LookAhead = 0, ChunkCache = new ChunkCache(cache), Report = report => measured = report };
        var (explained, run) = (new Pass(), new Pass());
        add(explained);
        add(run);
        var predicted = Assert.Single(explained.Explain(options with { ChunkCache = new ChunkCache(cache) }));
        run.Run(options);
        return (predicted, Assert.IsType<ExecutionReport>(measured));
    }

    private static DelayedArray<double> Stored(int seed, int axis, int chunk)
    {
        var random = new Random(seed);
        var offsets = new long[31];
        var indices = new List<short>();
        for (var line = 0; line < 30; line++)
        {
            indices.AddRange(Enumerable.Range(0, 30).Where(_ => random.Next(4) == 0).Select(i => (short)i));
            offsets[line + 1] = indices.Count;
        }
        double[] values = [.. indices.Select(_ => random.NextDouble())];
        return Delayed.FromSeed(new CompressedSparseSeed<double>(new CompressedParts([30, 30], axis, offsets,
            Delayed.FromSeed(new VectorSeed<short>([.. indices], chunk)), Delayed.FromSeed(new VectorSeed<double>(values, chunk + 2)),
            new SparseLocation("Test")), 25));
    }
}
