namespace DelayedArrays.Tests;

public sealed class DeferredTests
{
    private static readonly ExecutionOptions Small = new() { Workers = 3, BlockElements = 40, StripBytes = 64 };
    private static readonly double[] Values = [.. Enumerable.Range(1, 30 * 20).Select(i => (double)i)];

    [Fact]
    public void Values_are_computed_once_whoever_evaluates_and_however_often()
    {
        var seed = new CountingSeed<double>(new Dense<double>(Values, 30, 20), 1, 20);
        var x = Delayed.FromSeed(seed);
        var sums = x.Defer(Reductions.Sum<double>(), 1);
        Assert.Equal(0, seed.Total);
        var scaled = x / sums;
        var all = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ => sums.ToArray(Small)).ToArray();
        Assert.Equal(30, seed.Total);
        Assert.Equal(30, scaled.Sum(options: Small), 1e-12);
        Assert.Equal(30 + 30, seed.Total);
        var expected = ReductionTests.Flat(x.Sum(1));
        Assert.All(all, found => Assert.Equal(expected, found));
    }

    [Fact]
    public void Those_that_others_need_come_first_and_each_once()
    {
        var x = Delayed.FromMemory(Values, 30, 20);
        var rows = x / x.Defer(Reductions.Sum<double>(), 1, name: "rows");
        var both = rows / rows.Defer(Reductions.Sum<double>(), 0, name: "columns");
        Assert.Equal("rows columns", string.Join(' ', both.Deferred.Select(seed => seed.Description)));
        Assert.Same(x.Root, both.Deferred[0].Source.Root);
        Assert.Equal(20, both.Sum(options: Small), 1e-12);
    }

    [Fact]
    public void Shapes_keep_their_axes_and_any_reduction_will_do()
    {
        var x = Delayed.FromMemory(Values, 2, 3, 100);
        Assert.Equal(new Shape(2, 1, 100), x.Defer(Reductions.Max<double>(), 1).Shape);
        Assert.Equal(new Shape(1, 1, 1), x.Defer(Reductions.ArgMax<double>(), Axes.All).Shape);
        Assert.Equal(599, x.Defer(Reductions.ArgMax<double>(), Axes.All).ToArray()[0]);
        Assert.Equal("max", x.Defer(Reductions.Max<double>(), 1).ToTree().Split("  ")[0]);
        Assert.Equal([5.5], Delayed.FromMemory([5, double.NaN, 6], 3).Defer(Reductions.Mean<double>(), 0, skipNaN: true).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Defer(Reductions.Max<double>(), 3));
    }

    [Fact]
    public void What_is_cancelled_is_computed_the_next_time()
    {
        var seed = new CountingSeed<double>(new Dense<double>(Values, 30, 20), 1, 20);
        var x = Delayed.FromSeed(seed);
        var sums = x.Defer(Reductions.Sum<double>(), 1);
        Assert.Throws<OperationCanceledException>(() => sums.ToArray(Small with { Cancellation = new CancellationToken(canceled: true) }));
        Assert.Equal(0, seed.Total);
        sums.Prepare(Small);
        Assert.Equal(30, seed.Total);
        Assert.Equal(ReductionTests.Flat(x.Sum(1)), sums.ToArray(Small));
    }

    [Fact]
    public void Only_the_evaluation_itself_is_reported()
    {
        var x = Delayed.FromMemory(Values, 30, 20);
        var reports = new List<ExecutionReport>();
        (x / x.Defer(Reductions.Sum<double>(), 1)).ToArray(Small with { Report = reports.Add });
        Assert.Single(reports);
    }
}
