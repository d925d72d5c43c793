namespace DelayedArrays.Tests;

public sealed class FloorSumTests
{
    [Fact]
    public void The_sum_is_that_of_the_terms()
    {
        var random = new Random(3);
        for (var number = 0; number < 5000; number++)
        {
            var (count, step, divisor) = (random.Next(0, 40), random.Next(-30, 31), random.Next(1, 25));
            var start = random.Next(0, 50) + (step < 0 ? -(long)step * count : 0);
            var expected = Enumerable.Range(0, count).Sum(k => (start + (k * (long)step)) / divisor);
            Assert.Equal((Int128)expected, FloorSum.Of(count, start, step, divisor));
        }
    }

    [Fact]
    public void Sums_of_the_largest_axes_do_not_overflow()
    {
        const long Count = long.MaxValue / 2;
        Assert.Equal((Int128)Count * (Count - 1) / 2, FloorSum.Of(Count, 0, 1, 1));
        Assert.Equal((Int128)(Count - 1) / 2 * ((Count - 1) / 2), FloorSum.Of(Count, 0, 1, 2));
    }
}
