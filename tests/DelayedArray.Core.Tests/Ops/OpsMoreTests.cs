using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>Bits, logic, tests, choices, roundings, the caller's functions; and operations as values.</summary>
public class OpsMoreTests
{
    private static readonly bool[] Left = [false, false, true, true];
    private static readonly bool[] Right = [false, true, false, true];

    [Fact]
    public void Logic_has_its_truth_tables()
    {
        DelayedArray<bool> x = Left, y = Right;
        Assert.Equal([false, false, false, true], (x & y).ToArray());
        Assert.Equal([false, true, true, true], (x | y).ToArray());
        Assert.Equal([false, true, true, false], (x ^ y).ToArray());
        Assert.Equal([true, true, false, false], (!x).ToArray());
        Assert.Equal([true, false, false, true], x.EqualTo(y).ToArray());
        Assert.Equal([false, true, true, false], x.NotEqualTo(y).ToArray());
        Assert.Equal(Left, (x & true | false).ToArray());
    }

    [Fact]
    public void Bits_of_every_integer_type()
    {
        CheckBits<sbyte>();
        CheckBits<byte>();
        CheckBits<short>();
        CheckBits<ushort>();
        CheckBits<int>();
        CheckBits<uint>();
        CheckBits<long>();
        CheckBits<ulong>();
    }

    [Fact]
    public void Special_values_are_found()
    {
        CheckTests<Half>();
        CheckTests<float>();
        CheckTests<double>();
    }

    [Fact]
    public void Round_keeps_digits()
    {
        DelayedArray<double> x = new[] { 2.675, -2.5, 1234.5, double.NaN, double.NegativeInfinity, 1e300 };
        Assert.Equal([2.68, -2.5, 1234.5, double.NaN, double.NegativeInfinity, 1e300], x.Round(2).ToArray());
        Assert.Equal([3, -2, 1234, double.NaN, double.NegativeInfinity, 1e300], x.Round().ToArray());
        Assert.Equal([0.0, -0.0, 1200], x.Round(-2).ToArray()[..3]);
        Assert.Equal([2.675, -2.5, 1234.5], x.Round(400).ToArray()[..3]);
        Assert.Equal([0.0, -0.0, 0], x.Round(-400).ToArray()[..3]);
    }

    [Fact]
    public void Clip_is_numpys()
    {
        DelayedArray<float> x = new[] { -5, 0.5f, 7, float.NaN };
        Assert.Equal([-1, 0.5f, 1, float.NaN], x.Clip(-1, 1).ToArray());
        Assert.Equal([-2, -2, -2, float.NaN], x.Clip(3, -2).ToArray());
        Assert.Equal([-5, 0, 2, float.NaN], x.Clip(new float[] { -9, -9, -9, 0 }, new float[] { 0, 0, 2, 0 }).ToArray());
    }

    [Fact]
    public void Where_broadcasts_all_three()
    {
        var condition = Delayed.FromMemory([true, false], 2, 1);
        DelayedArray<int> row = new[] { 1, 2, 3 };
        Assert.Equal([1, 2, 3, -1, -1, -1], condition.Where(row, -1).ToArray());
        Assert.Equal([false, true, false, false], ((DelayedArray<bool>)Left).Where<bool>(false, Right).ToArray());
        Assert.Equal([7, 9, 11], row.MultiplyAdd(2, 5).ToArray());
    }

    [Fact]
    public void The_lowest_integer_has_no_magnitude() =>
        Assert.Throws<OverflowException>(() => ((DelayedArray<int>)new[] { int.MinValue }).Abs().ToArray());

    [Fact]
    public void Operations_are_values()
    {
        DelayedArray<float> x = new float[] { 1, 2, 3 };
        Func<float, float> function = v => v + 1;
        AssertEqual((x / 3 + 1).Log1P(), (x / 3 + 1).Log1P());
        AssertEqual(x.Round(2), x.Round(2));
        AssertEqual(x.Map(function), x.Map(function));
        AssertEqual(x > 3, x > 3);
        Assert.NotEqual((x / 3).Root, (x / 4).Root);
        Assert.NotEqual((x / 3).Root, (3 / x).Root);
        Assert.NotEqual(x.Round(2).Root, x.Round(1).Root);
        Assert.NotEqual((x > 3).Root, (x >= 3).Root);
        Assert.NotEqual(x.LogBase(2).Root, x.Log2().Root);
        Assert.NotEqual(x.Map(v => v + 1).Root, x.Map(v => v + 2).Root);
    }

    [Fact]
    public void Operations_print_their_parameters()
    {
        DelayedArray<double> x = new double[] { 1, 2, 3 };
        Assert.Equal("Divide(x, 3)", (x / 3).Root.Label);
        Assert.Equal("Subtract(0.5, x)", (0.5 - x).Root.Label);
        Assert.Equal("Round(2)", x.Round(2).Root.Label);
        Assert.Equal("LogBase(2.5)", x.LogBase(2.5).Root.Label);
        Assert.Equal("ShiftLeft(3)", (x.Cast<int>() << 3).Root.Label);
        Assert.Equal("Function", x.Map(v => v > 1).Root.Label);
        Assert.Equal("IsNaN", x.IsNaN().Root.Label);
        Assert.Equal("Where", x.IsNaN().Where(0.0, x).Root.Label);
    }

    private static void AssertEqual(DelayedArray x, DelayedArray y)
    {
        Assert.Equal(x.Root, y.Root);
        Assert.Equal(x.Root.GetHashCode(), y.Root.GetHashCode());
    }

    private static void CheckTests<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var x = OpsSamples.Of<T>();
        Assert.Equal(x.Select(T.IsNaN), ((DelayedArray<T>)x).IsNaN().ToArray());
        Assert.Equal(x.Select(T.IsFinite), ((DelayedArray<T>)x).IsFinite().ToArray());
        Assert.Equal(x.Select(T.IsInfinity), ((DelayedArray<T>)x).IsInfinity().ToArray());
    }

    private static void CheckBits<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var x = OpsSamples.Of<T>(1);
        var y = OpsSamples.Of<T>(2);
        DelayedArray<T> a = x, b = y;
        OpsSamples.AssertSame<T>("&", [.. x.Zip(y, (v, w) => v & w)], (a & b).ToArray());
        OpsSamples.AssertSame<T>("|", [.. x.Zip(y, (v, w) => v | w)], (a | b).ToArray());
        OpsSamples.AssertSame<T>("^", [.. x.Zip(y, (v, w) => v ^ w)], (a ^ b).ToArray());
        OpsSamples.AssertSame<T>("~", [.. x.Select(v => ~v)], (~a).ToArray());
        foreach (var count in (int[])[0, 1, 5, 7, 8, 15, 31, 33, 63, 65])
        {
            // Modulo the number of bits, as C# counts for 32 and 64.
            var modulo = count % (8 * ElementTypes.Of<T>().Size());
            OpsSamples.AssertSame<T>($"<< {count}", [.. x.Select(v => v << modulo)], (a << count).ToArray());
            OpsSamples.AssertSame<T>($">> {count}", [.. x.Select(v => v >> modulo)], (a >> count).ToArray());
            OpsSamples.AssertSame<T>($">>> {count}", [.. x.Select(v => v >>> modulo)], (a >>> count).ToArray());
        }
    }
}
