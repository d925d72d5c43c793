namespace DelayedArrays.Tests;

public sealed class MomentsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    public void Mean_and_variance_are_those_of_the_single_reductions(int axis, int ddof)
    {
        var random = new Random(axis);
        var x = Delayed.FromMemory([.. Enumerable.Range(0, 7 * 5 * 30).Select(_ => (float)random.NextDouble() + 100)], 7, 5, 30);
        var both = x.MeanAndVariance(axis, ddof, keepAxes: true);
        Assert.Equal(ReductionTests.Flat(x.Variance(axis, ddof)), ReductionTests.Flat(both.Variance));
        var means = ReductionTests.Flat(x.Mean(axis));
        Assert.All(ReductionTests.Flat(both.Mean).Zip(means), pair => Assert.Equal(pair.Second, pair.First, 1e-12 * 100));
        Assert.Equal(x.Mean(axis, keepAxes: true).Lengths, both.Mean.Lengths);
        var pass = new Pass();
        var pending = pass.MeanAndVariance(x, axis, ddof, keepAxes: true);
        pass.Run();
        Assert.Equal(ReductionTests.Flat(both.Variance), ReductionTests.Flat(pending.Value.Variance));
    }

    [Theory]
    [InlineData(new double[0], double.NaN)]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { double.PositiveInfinity, 1, 2 }, double.PositiveInfinity)]
    [InlineData(new[] { 1, double.NegativeInfinity, 2 }, double.NegativeInfinity)]
    [InlineData(new[] { double.NegativeInfinity, 1, double.PositiveInfinity }, double.NaN)]
    [InlineData(new[] { 1, double.NaN }, double.NaN)]
    public void Mean_of_values_that_are_not_finite(double[] values, double expected)
    {
        var across = Delayed.FromMemory(values, values.Length, 1).MeanAndVariance(0, ddof: 0);
        var along = Delayed.FromMemory(values, 1, values.Length).MeanAndVariance(1, ddof: 0);
        Assert.Equal(expected, across.Mean[0]);
        Assert.Equal(expected, along.Mean[0]);
        Assert.Equal(values.Length == 1 ? 0 : double.NaN, across.Variance[0]);
    }

    [Fact]
    public void Merging_moments_that_are_not_finite_keeps_the_mean()
    {
        foreach (var (left, right, mean) in new[]
        {
            (double.PositiveInfinity, 1.0, double.PositiveInfinity), (1, double.PositiveInfinity, double.PositiveInfinity),
            (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity),
            (double.PositiveInfinity, double.NegativeInfinity, double.NaN),
        })
        {
            var moments = new Moments();
            moments.Add(left);
            var other = new Moments();
            other.Add(right);
            moments.Merge(other);
            moments.Add(5);
            Assert.Equal(mean, moments.Mean);
        }
    }

    [Fact]
    public void NaN_can_be_skipped()
    {
        var x = Delayed.FromMemory([1, double.NaN, 3, 4, 5, 8], 2, 3);
        var both = x.MeanAndVariance(0, ddof: 1, skipNaN: true);
        Assert.Equal([2.5, 5, 5.5], ReductionTests.Flat(both.Mean));
        Assert.Equal([4.5, double.NaN, 12.5], ReductionTests.Flat(both.Variance));
    }
}
