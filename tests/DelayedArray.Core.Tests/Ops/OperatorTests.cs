using System.Numerics.Tensors;

namespace DelayedArrays.Tests;

/// <summary>That C# finds the operators, with every kind of operand.</summary>
public class OperatorTests
{
    private static readonly float[] Divisors = [1, 2, 3];
    private static readonly int[] PerRow = [1, 2];
    private static readonly DelayedArray<float> X = Delayed.FromMemory([1f, 2, 3, 4, 5, 6], 2, 3);

    [Fact]
    public void Scalars_stand_on_either_side()
    {
        Assert.Equal([3f, 4, 5, 6, 7, 8], (X + 2).ToArray());
        Assert.Equal([2f, 4, 6, 8, 10, 12], (2 * X).ToArray());
        Assert.Equal([9f, 8, 7, 6, 5, 4], (10 - X).ToArray());
        Assert.Equal([-1f, -2, -3, -4, -5, -6], (-X).ToArray());
        Assert.Same(X, +X);
    }

    [Fact]
    public void Vectors_lie_along_axes()
    {
        Assert.Equal([1f, 1, 1, 4, 2.5f, 2], (X / Divisors).ToArray());
        Assert.Equal([10f, 20, 30, 20, 25, 30], (X / PerRow.AsColumn() * 10f).ToArray());
        Assert.Equal([1f, 0, 1, 0, 1, 0], (X % Tensor.Create([2f, 2f, 2f])).Map(v => v).ToArray());
    }

    [Fact]
    public void Comparisons_combine()
    {
        var even = (X % 2).EqualTo(0);
        Assert.Equal([false, false, false, true, false, true], (X > 3 & even).ToArray());
        Assert.Equal([true, true, true, false, true, false], (!even | X <= 3).ToArray());
        Assert.Equal([true, false, true, false, true, false], (even ^ true).ToArray());
        Assert.Equal([0f, 2, 0, 4, 0, 6], even.Where(X, 0f).ToArray());
    }

    [Fact]
    public void Integers_shift_and_mask()
    {
        DelayedArray<int> x = new[] { -8, 7 };
        Assert.Equal([-16, 14], (x << 1).ToArray());
        Assert.Equal([-4, 3], (x >> 33).ToArray());
        Assert.Equal([0x7FFFFFFC, 3], (x >>> 1).ToArray());
        Assert.Equal([0, 3], (x & 3 | 0).ToArray());
        Assert.Equal([7, -8], (~x).ToArray());
        Assert.Equal([-7, 6], (1 ^ x).ToArray());
    }

    [Fact]
    public void Shapes_must_broadcast() => Assert.Throws<ShapeMismatchException>(() => X + new float[2]);
}
