namespace DelayedArrays.Tests;

public sealed class AxisSelectionTests
{
    [Fact]
    public void A_list_that_is_a_range_is_stored_as_one()
    {
        Assert.Equal(AxisSelection.Range(3, 4), AxisSelection.List([3, 4, 5, 6]));
        Assert.Equal(AxisSelection.Range(9, 3, -4), AxisSelection.List([9, 5, 1]));
        Assert.Equal(AxisSelection.Range(7, 1), AxisSelection.List([7]));
        Assert.Equal(AxisSelection.Range(0, 0), AxisSelection.List([]));
        Assert.False(AxisSelection.List([2, 2, 2]).IsRange);
        Assert.False(AxisSelection.List([1, 2, 4]).IsRange);
    }

    [Fact]
    public void Equal_selections_hash_equally_however_they_are_made()
    {
        Assert.Equal(AxisSelection.Range(5, 1, 3), AxisSelection.Range(5, 1, -8));
        Assert.Equal(AxisSelection.Range(5, 0, 3), AxisSelection.Range(9, 0));
        Assert.Equal(default, AxisSelection.Range(0, 0));
        Assert.Equal(default(AxisSelection).GetHashCode(), AxisSelection.Range(0, 0).GetHashCode());
        Assert.Equal(AxisSelection.List([4, 4, 1]), AxisSelection.List([4, 4, 1]));
        Assert.Equal(AxisSelection.List([4, 4, 1]).GetHashCode(), AxisSelection.List([4, 4, 1]).GetHashCode());
        Assert.NotEqual(AxisSelection.List([4, 4, 1]), AxisSelection.List([4, 3, 1]));
        Assert.True(AxisSelection.List([4, 4, 1]) != AxisSelection.List([4, 4, 2]));
    }

    [Fact]
    public void Ranges_below_zero_and_steps_of_zero_are_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisSelection.Range(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisSelection.Range(3, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisSelection.Range(3, 5, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisSelection.Range(3, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisSelection.List([3, -1, 2]));
        Assert.Throws<OverflowException>(() => AxisSelection.Range(3, 3, long.MaxValue / 2));
    }

    [Fact]
    public void A_selection_of_a_selection_takes_what_taking_twice_does()
    {
        for (var number = 0; number < 3000; number++)
        {
            var random = new Random(number);
            var length = random.NextInt64(0, 20);
            var (outer, first, _) = RandomSelections.Next(random, length);
            var (inner, second, _) = RandomSelections.Next(random, first.Length);
            var both = outer.Resolve(0, length).Then(inner.Resolve(0, first.Length));
            long[] expected = [.. second.Select(i => first[i])];
            Assert.Equal(expected, Enumerable.Range(0, (int)both.Count).Select(i => both[i]));
            Assert.Equal(AxisSelection.List([.. expected]), both);
            if (expected.Length > 0)
                Assert.Equal((expected.Min(), expected.Max()), both.Bounds());
        }
    }

    [Theory]
    [InlineData(2, 3, 1, "2:5")]
    [InlineData(2, 3, 4, "2:14:4")]
    [InlineData(10, 3, -5, "10::-5")]
    [InlineData(10, 3, -2, "10:4:-2")]
    [InlineData(4, 0, 1, "0:0")]
    public void Ranges_are_printed_as_python_writes_them(long start, long count, long step, string text) =>
        Assert.Equal(text, AxisSelection.Range(start, count, step).ToString());

    [Fact]
    public void Lists_are_printed_in_short()
    {
        Assert.Equal("[5, 1, 1]", AxisSelection.List([5, 1, 1]).ToString());
        Assert.Equal("[5, 1, ..., 7; 6]", AxisSelection.List([5, 1, 1, 2, 3, 7]).ToString());
    }
}
