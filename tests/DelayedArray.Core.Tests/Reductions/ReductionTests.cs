using System.Numerics.Tensors;

namespace DelayedArrays.Tests;

public sealed class ReductionTests
{
    private static readonly DelayedArray<double> WithNaN = Delayed.FromMemory([1, double.NaN, -3, 4, double.NaN, double.NaN], 2, 3);
    private static readonly DelayedArray<int> Counted = Delayed.FromMemory(Enumerable.Range(1, 24).ToArray(), 2, 3, 4);

    [Fact]
    public void NaN_propagates_unless_it_is_skipped()
    {
        Assert.Equal([5, double.NaN, double.NaN], Flat(WithNaN.Sum(0)));
        Assert.Equal([5, 0, -3], Flat(WithNaN.Sum(0, skipNaN: true)));
        Assert.Equal([4, double.NaN, double.NaN], Flat(WithNaN.Product(0)));
        Assert.Equal([4, 1, -3], Flat(WithNaN.Product(0, skipNaN: true)));
        Assert.Equal([double.NaN, double.NaN], Flat(WithNaN.Mean(1)));
        Assert.Equal([-1, 4], Flat(WithNaN.Mean(1, skipNaN: true)));
        Assert.Equal([1, double.NaN, double.NaN], Flat(WithNaN.Min(0)));
        Assert.Equal([1, double.NaN, -3], Flat(WithNaN.Min(0, skipNaN: true)));
        Assert.Equal([4, double.NaN, -3], Flat(WithNaN.Max(0, skipNaN: true)));
        Assert.Equal([1, 1], Flat(WithNaN.ArgMin(1)));
        Assert.Equal([2, 0], Flat(WithNaN.ArgMin(1, skipNaN: true)));
        Assert.Equal([2, 2, 2], Flat(WithNaN.CountNonZero(0)));
        Assert.Equal(74.0 / 9, WithNaN.Variance(ddof: 0, skipNaN: true), 12);
    }

    [Fact]
    public void Reducing_nothing_gives_the_neutral_element_or_an_error_that_names_the_reduction()
    {
        var empty = Delayed.FromMemory(Array.Empty<double>(), 0, 3);
        Assert.Equal([0, 0, 0], Flat(empty.Sum(0)));
        Assert.Equal([1, 1, 1], Flat(empty.Product(0)));
        Assert.Equal([double.NaN, double.NaN, double.NaN], Flat(empty.Mean(0)));
        Assert.Equal([double.NaN, double.NaN, double.NaN], Flat(empty.Variance(0)));
        Assert.Equal([0, 0, 0], Flat(empty.Norm(0)));
        Assert.Equal([0, 0, 0], Flat(empty.CountNonZero(0)));
        Assert.Equal([false, false, false], Flat(empty.Cast<bool>().Any(0)));
        Assert.Equal([true, true, true], Flat(empty.Cast<bool>().All(0)));
        foreach (var skip in (bool[])[false, true])
        {
            Assert.Equal("min needs at least one value", Assert.Throws<InvalidOperationException>(() => empty.Min(0, skip)).Message);
            Assert.Equal("max needs at least one value", Assert.Throws<InvalidOperationException>(() => empty.Cast<byte>().Max(skip)).Message);
            Assert.Equal("argmin needs at least one value", Assert.Throws<InvalidOperationException>(() => empty.ArgMin(0, skip)).Message);
            Assert.Equal("argmax needs at least one value", Assert.Throws<InvalidOperationException>(() => empty.ArgMax(skip)).Message);
        }
        Assert.Equal("argmin needs at least one value", Assert.Throws<InvalidOperationException>(() => WithNaN.ArgMin(0, skipNaN: true)).Message);
    }

    [Fact]
    public void Reducing_the_other_axis_of_an_empty_array_gives_no_results()
    {
        var empty = Delayed.FromMemory(Array.Empty<int>(), 0, 3);
        Assert.Empty(Flat(empty.Sum(1)));
        Assert.Empty(Flat(empty.Min(1)));
        Assert.Empty(Flat(empty.ArgMax(1)));
        Assert.Equal([0, 1], Lengths(empty.Min(1, keepAxes: true)));
        Assert.Empty(Flat(empty.Statistics(1).Max));
    }

    [Fact]
    public void Axes_count_from_the_end_and_may_be_several_or_none()
    {
        Assert.Equal(Flat(Counted.Sum(2)), Flat(Counted.Sum(-1)));
        Assert.Equal([1 + 2 + 3 + 4, 5 + 6 + 7 + 8], Flat(Counted.Sum(-1))[..2]);
        Assert.Equal(Flat(Counted.Sum([0, 2])), Flat(Counted.Sum([-1, 0])));
        Assert.Equal(300, Counted.Sum());
        Assert.Equal([300], Flat(Counted.Sum([0, 1, 2])));
        Assert.Equal(Counted.ToArray().Select(x => (long)x), Flat(Counted.Sum([])));
        Assert.Equal([2, 1, 4], Lengths(Counted.Max(1, keepAxes: true)));
        Assert.Equal([2, 4], Lengths(Counted.Max(1)));
        Assert.Equal([1], Lengths(Counted.Max([0, 1, 2])));
        Assert.Equal([1, 1, 1], Lengths(Counted.Max(Axes.All, keepAxes: true)));
        Assert.Equal(7, Delayed.Constant(7).Sum());
    }

    [Fact]
    public void Axes_named_twice_or_not_there_are_errors()
    {
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => Counted.Sum([0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => Counted.Sum([2, -1])).Message, StringComparison.Ordinal);
        Assert.Contains("3 axes", Assert.Throws<ArgumentOutOfRangeException>(() => Counted.Sum(3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Counted.Sum(-4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Delayed.Constant(7).Sum(0));
    }

    [Fact]
    public void Variance_divides_by_the_count_less_ddof()
    {
        var x = Delayed.FromMemory([1, 2, 4, 9], 4);
        Assert.Equal(9.5, x.Variance(ddof: 0), 12);
        Assert.Equal(38.0 / 3, x.Variance(ddof: 1), 12);
        Assert.Equal(Math.Sqrt(38.0 / 3), x.StandardDeviation(ddof: 1), 12);
        Assert.Equal(double.NaN, x.Variance(ddof: 4));
        Assert.Equal(double.NaN, x.Variance(ddof: 7));
        Assert.Equal(0, x[..1].Variance(ddof: 0));
        Assert.Equal(double.NaN, x[..1].Variance(ddof: 1));
    }

    [Fact]
    public void Norms_are_of_order_one_two_and_infinity()
    {
        var x = Delayed.FromMemory([3.0, -4, 0], 3);
        Assert.Equal(7, x.Norm(NormOrder.One));
        Assert.Equal(5, x.Norm());
        Assert.Equal(4, x.Norm(NormOrder.Infinity));
        Assert.All(Enum.GetValues<NormOrder>(), order => Assert.Equal(double.NaN, WithNaN.Norm(order)));
        Assert.Equal(Math.Sqrt(25), Delayed.FromMemory([3, -4], 2).Norm());
    }

    [Fact]
    public void Sums_of_integers_are_exact_or_an_error()
    {
        var large = Delayed.Constant(long.MaxValue, 3);
        Assert.Equal(3 * (Int128)long.MaxValue, Flat(large.SumExact(0))[0]);
        Assert.Contains("27670116110564327421", Assert.Throws<OverflowException>(() => large.Sum()).Message, StringComparison.Ordinal);
        Assert.Equal(2 * (Int128)ulong.MaxValue, Flat(Delayed.Constant(ulong.MaxValue, 2).SumExact(0))[0]);
        Assert.Throws<OverflowException>(() => Delayed.Constant(ulong.MaxValue, 1).Sum());
        Assert.Equal(long.MaxValue, Delayed.FromMemory<ulong>([(ulong)long.MaxValue - 1, 1], 2).Sum());
        Assert.Equal(long.MinValue, Delayed.FromMemory([long.MinValue, 1, -1], 3).Sum());
        Assert.Equal(10_000L * int.MinValue, Delayed.Constant(int.MinValue, 10_000).Sum());
        Assert.Equal(10_000L * uint.MaxValue, Delayed.Constant(uint.MaxValue, 10_000).Sum());
        Assert.Equal(-128_000, Delayed.Constant((sbyte)-128, 1000).Sum());
    }

    [Fact]
    public void Products_of_integers_are_exact_or_an_error_and_zero_wins()
    {
        Assert.Equal(24, Delayed.FromMemory([1, 2, 3, 4], 4).Product());
        Assert.Equal(long.MinValue, Delayed.FromMemory([long.MinValue, 1, -1, -1], 4).Product());
        Assert.Equal(long.MinValue, Delayed.FromMemory([1L << 62, -2], 2).Product());
        Assert.Throws<OverflowException>(() => Delayed.FromMemory([long.MinValue, -1], 2).Product());
        Assert.Throws<OverflowException>(() => Delayed.FromMemory([1L << 62, 2], 2).Product());
        Assert.Throws<OverflowException>(() => Delayed.FromMemory([ulong.MaxValue], 1).Product());
        Assert.Equal(0, Delayed.FromMemory([long.MaxValue, long.MaxValue, 0, 5], 4).Product());
        Assert.Equal(0, Delayed.FromMemory([0, long.MaxValue, long.MaxValue, 5], 4).Product());
        var options = new ExecutionOptions { BlockElements = 1, StripBytes = 64 };
        Assert.Equal(0, Delayed.Concatenate(0, Delayed.Constant(10L, 100), Delayed.Constant(0L, 1)).Product(options));
        Assert.Throws<OverflowException>(() => Delayed.Constant(10L, 100).Product(options));
        Assert.Equal(0.5, Delayed.FromMemory([0.25f, 2], 2).Product());
    }

    [Fact]
    public void Booleans_have_any_all_and_a_count()
    {
        var x = Delayed.FromMemory([true, false, true, true], 2, 2);
        Assert.Equal((true, false, 3L), (x.Any(), x.All(), x.CountNonZero()));
        Assert.Equal([true, false], Flat(x.All(0)));
        Assert.Equal([1, 2], Flat(x.CountNonZero(1)));
        Assert.Equal(4, x.Count());
        Assert.Equal([2, 2], Flat(x.Count(0)));
        Assert.Equal([1], Flat(Delayed.Constant(true).Count([])));
    }

    internal static T[] Flat<T>(Tensor<T> tensor) where T : unmanaged
    {
        var flat = new T[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }

    private static long[] Lengths<T>(Tensor<T> tensor) where T : unmanaged => [.. tensor.Lengths.ToArray().Select(length => (long)length)];
}
