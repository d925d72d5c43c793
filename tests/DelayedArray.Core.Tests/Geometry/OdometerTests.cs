namespace DelayedArrays.Tests;

public sealed class OdometerTests
{
    [Fact]
    public void Indices_come_in_c_order()
    {
        var found = new List<string>();
        foreach (var index in new Odometer(2, 1, 3))
            found.Add(string.Join(',', index.ToArray()));
        Assert.Equal(["0,0,0", "0,0,1", "0,0,2", "1,0,0", "1,0,1", "1,0,2"], found);
    }

    [Fact]
    public void A_scalar_has_one_index_and_an_empty_shape_none()
    {
        Assert.Equal(1, Count(new Odometer(default(Shape))));
        Assert.Equal(0, Count(new Odometer(3, 0, 2)));
    }

    [Fact]
    public void Places_in_c_order_lead_to_indices_and_back()
    {
        var shape = new Shape(3, 4, 5);
        var number = 0L;
        var found = new long[3];
        foreach (var index in new Odometer(shape))
        {
            Assert.Equal(number, shape.NumberOf(index));
            shape.IndexAt(number++, found);
            Assert.Equal(index.ToArray(), found);
        }
        Assert.Equal(60, number);
    }

    [Fact]
    public void Places_in_another_order_lead_to_indices()
    {
        var found = new long[3];
        new Shape(3, 4, 5).IndexAt((2 * 15) + (1 * 5) + 4, [1, 0, 2], found);
        Assert.Equal([1, 2, 4], found);
    }

    private static int Count(Odometer odometer)
    {
        var count = 0;
        foreach (var _ in odometer)
            count++;
        return count;
    }
}
