namespace DelayedArrays.Tests;

public sealed class ShapeTests
{
    [Fact]
    public void The_number_of_elements_is_the_product_of_the_lengths()
    {
        Assert.Equal(24, new Shape(2, 3, 4).Count);
        Assert.Equal(1, new Shape().Count);
        Assert.Equal(1, default(Shape).Count);
        Assert.Equal(0, new Shape(5, 0, 3).Count);
        Assert.Equal(long.MaxValue, new Shape(long.MaxValue).Count);
    }

    [Fact]
    public void A_scalar_has_no_axes_however_it_is_made()
    {
        Assert.Equal(default, new Shape());
        Assert.Equal(default(Shape).GetHashCode(), new Shape().GetHashCode());
        Assert.Equal("scalar", default(Shape).ToString());
        Assert.Empty(default(Shape));
    }

    [Fact]
    public void A_negative_length_is_an_error_that_names_it() =>
        Assert.Contains("-2", Assert.Throws<ArgumentException>(() => new Shape(3, -2)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1L << 32, 1L << 31)]
    [InlineData(long.MaxValue, 2L)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void More_elements_than_63_bits_count_are_an_error(long rows, long columns)
    {
        Assert.Contains("63 bits", Assert.Throws<ArgumentException>(() => new Shape(rows, columns)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Shape(rows, 0, columns));
    }

    [Fact]
    public void There_are_at_most_32_axes()
    {
        Assert.Equal(32, new Shape(Enumerable.Repeat(1L, 32).ToArray()).Rank);
        var error = Assert.Throws<ArgumentException>(() => new Shape(Enumerable.Repeat(1L, 33).ToArray()));
        Assert.Contains("at most 32 axes, not 33", error.Message, StringComparison.Ordinal);
        var widest = Delayed.Constant(1, Enumerable.Repeat(1L, 32).ToArray());
        Assert.Throws<ArgumentException>(() => widest.ExpandDims(0));
        Assert.Equal(1, widest.ToArray().Single());
    }

    [Fact]
    public void Shapes_compare_by_their_lengths()
    {
        Shape shape = [2, 3];
        Assert.Equal(new Shape(2, 3), shape);
        Assert.True(shape == new Shape(2, 3));
        Assert.True(shape != new Shape(3, 2));
        Assert.NotEqual(new Shape(0, 3), new Shape(0, 4));
        Assert.Equal("2 x 3", shape.ToString());
    }

    [Fact]
    public void Axes_may_count_from_the_end_and_no_further()
    {
        var x = Delayed.Constant(1, 2, 3);
        Assert.Equal(x.ExpandDims(2).Shape, x.ExpandDims(-1).Shape);
        Assert.Contains("2 axes", Assert.Throws<ArgumentOutOfRangeException>(() => x.Permute(0, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Squeeze(-3));
        Assert.Throws<ArgumentOutOfRangeException>(() => x.ExpandDims(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => x.ExpandDims(-4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Delayed.Concatenate(2, x, x));
        Assert.Throws<ArgumentOutOfRangeException>(() => Delayed.Stack(3, x, x));
    }
}
