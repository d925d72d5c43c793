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
    public void Adding_rows_to_sums_adds_each_value_once_in_order()
    {
        for (var width = 1; width < 40; width++)
        {
            var random = new Random(width);
            var start = Enumerable.Range(0, width).Select(_ => random.NextDouble()).ToArray();
            for (var rows = 1; rows < 10; rows++)
            {
                var values = Enumerable.Range(0, width * rows).Select(_ => random.NextDouble() * 200).ToArray();
                Check(start, values);
                Check(start, [.. values.Select(x => (float)x)]);
                Check(start, [.. values.Select(x => (Half)x)]);
                Check(start, [.. values.Select(x => (byte)x)]);
                Check(start, [.. values.Select(x => (sbyte)(x - 100))]);
                Check(start, [.. values.Select(x => (ushort)(x * 300))]);
                Check(start, [.. values.Select(x => (short)((x - 100) * 300))]);
                Check(start, [.. values.Select(x => (uint)(x * 2e7))]);
                Check(start, [.. values.Select(x => (int)((x - 100) * 2e7))]);
            }
        }
    }

    private static void Check<T>(double[] start, T[] values) where T : unmanaged, System.Numerics.INumber<T>
    {
        var sums = (double[])start.Clone();
        SumKernels.AddEach(sums, new LaneRows<T>(values, start.Length, position: 0, stride: 0));
        var expected = (double[])start.Clone();
        for (var i = 0; i < values.Length; i++)
            expected[i % start.Length] += double.CreateChecked(values[i]);
        Assert.Equal(expected, sums);
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
