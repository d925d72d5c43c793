namespace DelayedArrays.Tests;

public sealed class ReproducibilityTests
{
    private static readonly double[] Values = [.. Enumerable.Range(0, 60 * 80).Select(i => Math.Sin(i) * Math.Pow(10, i % 13))];

    [Fact]
    public void Variance_of_small_noise_around_a_large_mean_is_that_of_the_noise()
    {
        var random = new Random(3);
        var noise = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble() - 0.5).ToArray();
        var shifted = Delayed.FromMemory(noise, 100, 1000) + 1e9;
        var actual = shifted.ToArray();
        var mean = actual.Average(x => x - 1e9);
        var expected = actual.Average(x => (x - 1e9 - mean) * (x - 1e9 - mean));
        foreach (var options in new[] { new ExecutionOptions(), new ExecutionOptions { BlockElements = 100, StripBytes = 256 } })
        {
            Assert.InRange(shifted.Variance(ddof: 0, options: options), expected * (1 - 1e-7), expected * (1 + 1e-7));
            Assert.InRange(shifted.Variance(0, options: options)[5], 0.04, 0.13);
            var all = shifted.Statistics(Axes.All, ddof: 0, options: options);
            Assert.InRange(all.Variance[0], expected * (1 - 1e-7), expected * (1 + 1e-7));
            Assert.InRange((Delayed.Constant(1e9 + 0.1, 1000) * 1).Variance(options: options), 0, 1e-12);
        }
    }

    [Fact]
    public void Statistics_are_those_of_the_separate_reductions()
    {
        var random = new Random(4);
        foreach (var skip in (bool[])[false, true])
        {
            var values = Enumerable.Range(0, 600).Select(_ => random.Next(20) switch { 0 => double.NaN, < 6 => 0, _ => random.NextDouble() * 10 }).ToArray();
            var x = Delayed.FromMemory(values, 20, 30);
            foreach (var axis in new Axes[] { 0, 1, Axes.All })
            {
                var all = x.Statistics(axis, ddof: 1, skipNaN: skip);
                Near(ReductionTests.Flat(x.Sum(axis, skip)), ReductionTests.Flat(all.Sum));
                Near(ReductionTests.Flat(x.Mean(axis, skip)), ReductionTests.Flat(all.Mean));
                Near(ReductionTests.Flat(x.Variance(axis, 1, skip)), ReductionTests.Flat(all.Variance));
                Near(ReductionTests.Flat(x.StandardDeviation(axis, 1, skip)), ReductionTests.Flat(all.StandardDeviation));
                Assert.Equal(ReductionTests.Flat(x.Min(axis, skip)), ReductionTests.Flat(all.Min));
                Assert.Equal(ReductionTests.Flat(x.Max(axis, skip)), ReductionTests.Flat(all.Max));
                var counted = skip ? x.IsNaN().Map(isNaN => !isNaN).CountNonZero(axis) : x.Count(axis);
                Assert.Equal(ReductionTests.Flat(counted), ReductionTests.Flat(all.Count));
                var nonZeros = skip ? x.Map(a => double.IsNaN(a) ? 0 : a).CountNonZero(axis) : x.CountNonZero(axis);
                Assert.Equal(ReductionTests.Flat(nonZeros), ReductionTests.Flat(all.NonZeros));
            }
        }
    }

    [Fact]
    public void Sums_of_rearranged_arrays_have_the_bits_of_their_copies()
    {
        var x = Delayed.FromSeed(new CountingSeed<double>(new Dense<double>(Values, 60, 80), 60, 80));
        foreach (var view in new[] { x[Selection.Slice(step: -1)], x[.., Selection.Slice(step: 3)], x[new[] { 5, 1, 5, 7, 0 }], x.ExpandDims(1), x + 0.0 })
        {
            var copy = Delayed.FromMemory(view.ToArray(), view.Shape);
            foreach (var axis in Enumerable.Range(0, view.Rank))
            {
                SameBits<double>.Check(ReductionTests.Flat(copy.Sum(axis)), ReductionTests.Flat(view.Sum(axis)), view.ToTree());
                SameBits<double>.Check(ReductionTests.Flat(copy.Variance(axis)), ReductionTests.Flat(view.Variance(axis)), view.ToTree());
            }
            Assert.Equal(copy.Sum(), view.Sum());
        }
    }

    [Fact]
    public void A_transposed_array_has_the_sums_of_the_array_bit_for_bit()
    {
        var x = Delayed.FromSeed(new CountingSeed<double>(new Dense<double>(Values, 60, 80), 7, 9));
        var options = new ExecutionOptions { BlockElements = 100 };
        SameBits<double>.Check(ReductionTests.Flat(x.Sum(0, options: options)), ReductionTests.Flat(x.Transpose().Sum(1, options: options)), "columns");
        SameBits<double>.Check(ReductionTests.Flat(x.Mean(1, options: options)), ReductionTests.Flat(x.Transpose().Mean(0, options: options)), "rows");
    }

    [Fact]
    public void A_reduction_in_a_pass_has_the_bits_it_has_alone()
    {
        var x = Delayed.FromMemory([.. Values.Select(value => (float)value)], 60, 80);
        var pass = new Pass();
        var (rows, columns) = (pass.Sum(x, 1), pass.Sum(x, 0));
        var all = pass.Sum(x, Axes.All);
        var (mean, doubled) = (pass.Mean(x, 1), pass.ToArray(x.Cast<double>() * 2));
        pass.Run();
        Assert.Equal(Values.Length, doubled.Value.Length);
        SameBits<double>.Check(ReductionTests.Flat(x.Sum(1)), ReductionTests.Flat(rows.Value), "rows");
        SameBits<double>.Check(ReductionTests.Flat(x.Sum(0)), ReductionTests.Flat(columns.Value), "columns");
        SameBits<double>.Check(ReductionTests.Flat(x.Mean(1)), ReductionTests.Flat(mean.Value), "means");
        SameBits<double>.Check([x.Sum()], ReductionTests.Flat(all.Value), "all");
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(
            pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-12 * Math.Abs(pair.First), $"{pair}"));
    }
}
