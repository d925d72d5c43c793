namespace DelayedArrays.Tests;

public sealed class ExplainTests
{
    public static TheoryData<int, int> Runs => new() { { 1, 0 }, { 1, 1 }, { 2, 1 }, { 4, 0 } };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Figures_of_aligned_grids_are_those_of_the_run(int workers, int lookAhead)
    {
        foreach (var array in Aligned())
        {
            var (predicted, measured) = Both(array, workers, lookAhead, 100_000);
            Assert.Equal(predicted.Blocks, measured.Blocks);
            Assert.Equal(predicted.Chunks, measured.Chunks);
            Assert.Equal(predicted.BytesRead, measured.BytesRead);
            Assert.Equal(predicted.BytesDecoded, measured.BytesDecoded);
            Assert.Equal(predicted.Workers, measured.Workers);
            Assert.True(measured.PeakBytes <= predicted.PeakBytes, $"{predicted}\n{measured}\n{array.ToTree()}");
        }
    }

    [Fact]
    public void The_predicted_peak_is_not_far_above_the_measured_one()
    {
        foreach (var array in Aligned())
        {
            var (predicted, measured) = Both(array, 1, 0, 100_000);
            Assert.InRange(predicted.PeakBytes, measured.PeakBytes, measured.PeakBytes * 4);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2000)]
    [InlineData(1_000_000)]
    public void One_worker_reads_what_is_predicted_also_where_blocks_cut_across_chunks(int cache)
    {
        foreach (var array in Unaligned())
        {
            var (predicted, measured) = Both(array, 1, 0, cache);
            Assert.Equal(predicted.Chunks, measured.Chunks);
            Assert.Equal(predicted.BytesRead, measured.BytesRead);
            Assert.Equal(predicted.BytesDecoded, measured.BytesDecoded);
            Assert.InRange(measured.PeakBytes, 1, predicted.PeakBytes);
        }
    }

    [Fact]
    public void Several_workers_decode_no_chunk_twice_while_the_cache_holds_them_all()
    {
        // Where some blocks take a chunk whole and others a part of it, it is a matter of time whether it was kept.
        foreach (var array in Unaligned().Where(array => !array.ToTree().Contains('#')))
        {
            var (predicted, measured) = Both(array, 4, 2, 1_000_000);
            Assert.Equal(predicted.Chunks, measured.Chunks);
            Assert.Equal(predicted.BytesRead, measured.BytesRead);
            Assert.Equal(1, predicted.Amplification);
        }
    }

    [Fact]
    public void Random_graphs_read_what_is_predicted()
    {
        for (var number = 0; number < 300; number++)
        {
            var bank = new SeedBank(new MemoryLeaves());
            var array = RandomGraph.Grow(number, bank).Lazy.Cast<float>();
            var (predicted, measured) = Both(array, 1, 0, 1000);
            Assert.True(predicted.Chunks == measured.Chunks && predicted.BytesRead == measured.BytesRead
                && predicted.BytesDecoded == measured.BytesDecoded && measured.PeakBytes <= predicted.PeakBytes,
                $"{number}\n{predicted}\n{measured}\n{array.ToTree()}");
        }
    }

    [Fact]
    public void A_pass_is_explained_walk_by_walk()
    {
        var x = Stored(40, 30, 8, 30);
        var pass = new Pass();
        pass.ToArray(x * 2);
        pass.ToArray(x - 1);
        pass.ToArray(x[3..5]);
        var reports = pass.Explain(new ExecutionOptions { ChunkCache = new ChunkCache(0) });
        Assert.Equal([5, 1], reports.Select(report => report.Chunks));
    }

    [Fact]
    public void Figures_are_printed_one_a_line()
    {
        var text = Stored(40, 30, 8, 30).Explain(new ExecutionOptions { Workers = 1, LookAhead = 0, ChunkCache = new ChunkCache(0) }).ToString();
        Assert.Contains("chunks to read  5 (5 different, each decoded 1 times)", text, StringComparison.Ordinal);
        Assert.Equal(5, text.Split('\n').Length);
    }

    private static DelayedArray<float>[] Aligned()
    {
        var x = Stored(60, 50, 7, 9);
        return
        [
            x, x * 2 + 1, x - (x * x), x + Stored(60, 50, 7, 9), x.Transpose(), x[7..28], Delayed.Stack(0, x, x * 2),
            Delayed.Concatenate(0, x, Stored(10, 50, 5, 9)), x.ExpandDims(1), x[.., 9..36] * Delayed.FromMemory(new float[27], 27),
            Stored(1000, 3, 10, 3), Stored(3, 1000, 3, 10),
        ];
    }

    private static DelayedArray<float>[] Unaligned()
    {
        var x = Stored(60, 50, 7, 9);
        return
        [
            x[3.., 5..], x[Selection.Slice(step: -1), Selection.Slice(step: 2)], x + Stored(60, 50, 11, 4), x - x[Selection.Slice(step: -1)],
            x[..50, ..] * x[..50, ..].Transpose(), x[[5, 1, 59, 1, 30], ..].Transpose(),
        ];
    }

    private static DelayedArray<float> Stored(int rows, int columns, int chunkRows, int chunkColumns) => Delayed.FromSeed(
        new CountingSeed<float>(new Dense<float>(new float[rows * columns], rows, columns), chunkRows, chunkColumns));

    private static (ExecutionReport Predicted, ExecutionReport Measured) Both(DelayedArray<float> array, int workers, int lookAhead, int cache)
    {
        ExecutionReport? measured = null;
        var options = new ExecutionOptions
        {
            Workers = workers,
            LookAhead = lookAhead,
            ChunkCache = new ChunkCache(cache),
            BlockElements = 200,
            Report = report => measured = report,
        };
        var predicted = array.Explain(options with { ChunkCache = new ChunkCache(cache) });
        array.ToArray(options);
        return (predicted, Assert.IsType<ExecutionReport>(measured));
    }
}
