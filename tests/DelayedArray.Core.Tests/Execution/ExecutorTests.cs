namespace DelayedArrays.Tests;

public sealed class ExecutorTests
{
    private static readonly int[] Workers = [1, 2, 5];

    [Fact]
    public void A_run_cancelled_before_it_starts_reads_nothing()
    {
        var seed = Rows(20, 10);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Delayed.FromSeed(seed).Sum(new ExecutionOptions { Cancellation = source.Token }));
        Assert.Equal(0, seed.Total);
    }

    [Fact]
    public void A_run_cancelled_on_the_way_ends_soon()
    {
        foreach (var workers in Workers)
        {
            using var source = new CancellationTokenSource();
            var seed = Rows(1000, 10, chunk =>
            {
                if (chunk[0] == 20)
                    source.Cancel();
            });
            var error = Assert.ThrowsAny<OperationCanceledException>(() => (Delayed.FromSeed(seed) * 2).ToArray(Options(workers) with { Cancellation = source.Token }));
            Assert.Equal(source.Token, error.CancellationToken);
            Assert.InRange(seed.Total, 1, 20 + (4 * workers) + 10);
        }
    }

    [Fact]
    public async Task A_cancelled_task_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var array = Delayed.FromSeed(Rows(100, 10, _ => source.Cancel()));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => array.ToArrayAsync(Options(2) with { Cancellation = source.Token }));
        Assert.Equal(100 * 10, (await Delayed.FromSeed(Rows(100, 10)).ToArrayAsync()).Length);
    }

    [Fact]
    public void What_a_seed_throws_comes_out_once_as_it_is()
    {
        foreach (var workers in Workers)
        {
            var seed = Rows(200, 10, chunk => throw new InvalidDataException($"chunk {chunk[0]} is torn"));
            var x = Delayed.FromSeed(seed);
            var error = Assert.Throws<InvalidDataException>(() => (x - (x * x)).Sum(Options(workers)));
            Assert.Matches("^chunk [0-9]+ is torn$", error.Message);
            Assert.Contains(nameof(CountingSeed<int>), error.StackTrace, StringComparison.Ordinal);
            Assert.InRange(seed.Total, 0, 0);
        }
    }

    [Fact]
    public void An_overflow_in_an_operation_comes_out_as_it_is() =>
        Assert.Throws<OverflowException>(() => (Delayed.FromSeed(Rows(200, 10)) * 1000).Cast<byte>(CastMode.Checked).ToArray(Options(3)));

    [Fact]
    public void Progress_counts_every_block_up_to_the_total()
    {
        foreach (var workers in Workers)
        {
            var seen = new List<BlockProgress>();
            var options = Options(workers) with { Progress = new Collector(seen) };
            Delayed.FromSeed(Rows(50, 10)).Sum(options);
            Assert.Equal(Enumerable.Range(1, 50).Select(done => new BlockProgress(done, 50)), seen.OrderBy(progress => progress.Done));
        }
    }

    [Fact]
    public void A_budget_too_small_for_a_block_is_an_error_with_the_bytes_it_takes()
    {
        var x = Delayed.FromSeed(Rows(20, 1000));
        var options = Options(1) with { MemoryBudget = 3000 };
        var error = Assert.Throws<MemoryBudgetException>(() => x.Sum(options));
        Assert.Matches("needs [0-9]{4,5} bytes.*budget of 3000 bytes", error.Message);
        Assert.Throws<MemoryBudgetException>(() => x.Explain(options));
    }

    [Fact]
    public void A_small_budget_takes_fewer_blocks_at_once_and_is_kept()
    {
        var x = Delayed.FromSeed(Rows(100, 1000)) + 1;
        ExecutionReport? report = null;
        x.Sum(Options(8) with { MemoryBudget = 40_000, Report = measured => report = measured });
        Assert.NotNull(report);
        Assert.InRange(report.Workers, 1, 4);
        Assert.InRange(report.PeakBytes, 4000, 40_000);
    }

    [Fact]
    public void A_leaf_asked_twice_reads_once()
    {
        foreach (var workers in Workers)
        {
            var seed = Rows(40, 25);
            var x = Delayed.FromSeed(seed);
            (x - (x * x)).ToArray(Options(workers));
            Assert.Equal((40, 40), (seed.Distinct, seed.Total));
            (Delayed.FromSeed(seed) - (Delayed.FromSeed(seed) * Delayed.FromSeed(seed))).Sum(Options(workers));
            Assert.Equal((40, 80), (seed.Distinct, seed.Total));
        }
    }

    [Fact]
    public void An_operation_used_twice_runs_once_an_element()
    {
        var calls = 0;
        var y = Delayed.FromSeed(Rows(40, 100)).Map(a =>
        {
            Interlocked.Increment(ref calls);
            return a + 1;
        });
        (y - (y * y)).Sum(Options(3));
        Assert.InRange(calls, 4000, 4000);
    }

    [Fact]
    public void A_pass_over_the_same_seed_reads_each_chunk_once()
    {
        foreach (var workers in Workers)
        {
            var seed = Rows(30, 20);
            var x = Delayed.FromSeed(seed);
            var pass = new Pass();
            var copy = pass.ToArray(x * 2);
            var sums = pass.SumExact(x, 1);
            var statistics = pass.Statistics(Delayed.FromSeed(seed), 0);
            Assert.Throws<InvalidOperationException>(() => copy.Value);
            pass.Run(Options(workers));
            Assert.Equal((30, 30), (seed.Distinct, seed.Total));
            Assert.Equal(Enumerable.Range(0, 600).Select(i => i * 2), copy.Value);
            Assert.Equal((Int128)Enumerable.Range(20, 20).Sum(), sums.Value[1]);
            Assert.Equal(30, statistics.Value.Count[5]);
        }
    }

    [Fact]
    public void Results_of_other_shapes_share_a_pass_but_not_a_walk()
    {
        var seed = Rows(30, 20);
        var x = Delayed.FromSeed(seed);
        var pass = new Pass();
        var (all, part, empty) = (pass.ToArray(x), pass.ToArray(x[2..4]), pass.ToArray(x[..0]));
        pass.Run(Options(2));
        Assert.Equal((600, 40, 0), (all.Value.Length, part.Value.Length, empty.Value.Length));
        Assert.Equal(32, seed.Total);
    }

    private static ExecutionOptions Options(int workers) => new() { Workers = workers, BlockElements = 1, ChunkCache = new ChunkCache(1000) };

    private static CountingSeed<int> Rows(int rows, int columns, Action<long[]>? reading = null) =>
        new(new Dense<int>([.. Enumerable.Range(0, rows * columns)], rows, columns), 1, columns) { Reading = reading };

    private sealed class Collector(List<BlockProgress> seen) : IProgress<BlockProgress>
    {
        public void Report(BlockProgress value)
        {
            lock (seen)
                seen.Add(value);
        }
    }
}
