namespace DelayedArrays.Tests;

public sealed class TimedTests
{
    private static readonly TimeType Days = new(IsDuration: false, TimeUnit.Day);

    private static DelayedArray<long> Dates => Delayed.FromMemory<long>([0, 31, TimeType.NaT, 365, -1, 59], 2, 3).WithTime(Days);

    [Fact]
    public void What_moves_elements_keeps_the_unit()
    {
        var x = Dates;
        DelayedArray<long>[] moved =
        [
            x, x[1..], x[.., ^1], x[[1, 0, 1], ..], x[Selection.Slice(step: -1)], x.Transpose(), x.Permute(1, 0), x.ExpandDims(0).Squeeze(),
            x.BroadcastTo(4, 2, 3), Delayed.Concatenate(0, x, x[1..]), Delayed.Stack(0, x, x), x.Cast<long>(), x.ReplaceSeeds(seed => seed),
        ];
        Assert.All(moved, array => Assert.Equal((Days, "datetime64[D]", ElementType.Int64), (array.Time, array.TypeName, array.ElementType)));
        Assert.All(moved, array => Assert.Contains("datetime64[D]", array.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_computes_works_on_the_integers()
    {
        var x = Dates;
        DelayedArray[] computed = [x + 1L, -x, x.Cast<double>(), x.EqualTo(0L), x.Maximum(x), Delayed.Concatenate(0, x, x.WithTime(null)),
            Delayed.Concatenate(0, x, x.WithTime(new(false, TimeUnit.Second))), x[1..].WithTime(null)];
        Assert.All(computed, array => Assert.Null(array.Time));
        Assert.All(computed, array => Assert.Contains("(datetime64[D] as integers)", array.ToTree(), StringComparison.Ordinal));
        Assert.Equal([1, 32, TimeType.NaT + 1, 366, 0, 60], (x + 1L).ToArray());
        Assert.Equal(365, x.Max());
    }

    [Fact]
    public void Values_are_those_without_the_unit()
    {
        var x = Dates;
        Assert.Equal([0, 31, TimeType.NaT, 365, -1, 59], x.ToArray());
        Assert.Equal([365, 0, -1, 31, 59, TimeType.NaT], x[Selection.Slice(step: -1), ..].Transpose().ToArray());
        Assert.Same(x.Node, x.WithTime(Days).Node);
        Assert.Equal("Memory  2 x 3 int64", x.WithTime(null).ToTree());
        Assert.Throws<UnsupportedElementTypeException>(() => x.Cast<int>().WithTime(Days));
    }

    [Fact]
    public void Dates_are_printed() => Assert.Equal(
        """
        <2 x 3> delayed array of datetime64[D]
        [[1970-01-01, 1970-02-01,        NaT]
         [1971-01-01, 1969-12-31, 1970-03-01]]
        """, Dates.ToString(), ignoreLineEndingDifferences: true);
}
