namespace DelayedArrays.Tests;

public sealed class SumKernelsTests
{
    [Fact]
    public void Sums_are_near_the_exact_ones_at_every_length()
    {
        for (var length = 0; length < 300; length++)
        {
            var random = new Random(length);
            var values = Enumerable.Range(0, length).Select(_ => (random.NextDouble() - 0.3) * 1000).ToArray();
            Near(values.Sum(x => (decimal)x), SumKernels.Sum<double>(values), values.Sum(Math.Abs));
            var singles = values.Select(x => (float)x).ToArray();
            Near(singles.Sum(x => (decimal)(double)x), SumKernels.Sum<float>(singles), values.Sum(Math.Abs));
            var halves = values.Select(x => (Half)x).ToArray();
            Near(halves.Sum(x => (decimal)(double)x), SumKernels.Sum<Half>(halves), values.Sum(Math.Abs));
            Near(values.Sum(x => (decimal)(x - 5) * (decimal)(x - 5)), SumKernels.SumOfSquares(values, 5), values.Sum(x => (x - 5) * (x - 5)));
        }
    }

    [Fact]
    public void The_order_of_adding_is_that_of_sixteen_lanes_on_every_machine()
    {
        for (var length = 0; length < 200; length++)
        {
            var random = new Random(length);
            var values = Enumerable.Range(0, length).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-8, 8))).ToArray();
            Assert.Equal(InLanes(values), SumKernels.Sum<double>(values));
            var singles = values.Select(x => (float)x).ToArray();
            Assert.Equal(InLanes([.. singles.Select(x => (double)x)]), SumKernels.Sum<float>(singles));
        }
    }

    [Fact]
    public void Adding_to_each_sum_adds_each_value_once()
    {
        for (var length = 0; length < 100; length++)
        {
            var random = new Random(length);
            var start = Enumerable.Range(0, length).Select(_ => random.NextDouble()).ToArray();
            var values = Enumerable.Range(0, length).Select(_ => random.NextDouble() * 100).ToArray();
            Check(start, values);
            Check(start, [.. values.Select(x => (float)x)]);
            Check(start, [.. values.Select(x => (Half)x)]);
        }
    }

    private static void Check<T>(double[] start, T[] values) where T : unmanaged, System.Numerics.INumber<T>
    {
        var sums = (double[])start.Clone();
        SumKernels.AddEach<T>(sums, values);
        Assert.Equal(start.Zip(values, (sum, value) => sum + double.CreateChecked(value)), sums);
    }

    private static double InLanes(double[] values)
    {
        var lanes = new double[16];
        var whole = values.Length / 16 * 16;
        for (var i = 0; i < whole; i++)
            lanes[i % 16] += values[i];
        var joined = new double[4];
        for (var i = 0; i < 4; i++)
            joined[i] = lanes[i] + lanes[i + 4] + (lanes[i + 8] + lanes[i + 12]);
        var rest = 0.0;
        for (var i = whole; i < values.Length; i++)
            rest += values[i];
        return joined[0] + joined[1] + (joined[2] + joined[3]) + rest;
    }

    private static void Near(decimal exact, double sum, double magnitude) =>
        Assert.InRange(sum, (double)exact - (magnitude * 1e-14), (double)exact + (magnitude * 1e-14));
}
