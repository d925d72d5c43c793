using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>Every function of two numbers, of every element type, against C#'s own: arrays with arrays, and scalars on both sides.</summary>
public class OpsBinaryTests
{
    public static TheoryData<ElementType> NumericTypes =>
        [.. Enum.GetValues<ElementType>().Where(type => type != ElementType.Boolean)];

    [Theory]
    [MemberData(nameof(NumericTypes))]
    public void Arithmetic_is_that_of_csharp(ElementType type) => type.DispatchNumeric(new Arithmetic());

    [Theory]
    [MemberData(nameof(NumericTypes))]
    public void Comparisons_are_those_of_csharp(ElementType type) => type.DispatchNumeric(new Comparisons());

    [Fact]
    public void Functions_of_two_floats()
    {
        var x = OpsSamples.Of<double>(1);
        var y = OpsSamples.Of<double>(2);
        Check("Power", x, y, (a, b) => a.Power(b), Math.Pow);
        Check("Hypot", x, y, (a, b) => a.Hypot(b), double.Hypot);
        Check("Atan2", x, y, (a, b) => a.Atan2(b), Math.Atan2);
        Check("CopySign", x, y, (a, b) => a.CopySign(b), Math.CopySign);
    }

    [Fact]
    public void LogAddExp_neither_overflows_nor_vanishes()
    {
        DelayedArray<double> x = new[] { 1000, -1000, 0, double.NegativeInfinity, double.PositiveInfinity, double.NaN, 0 };
        DelayedArray<double> y = new[] { 1000, -1000, -800, double.NegativeInfinity, double.PositiveInfinity, 0, double.NegativeInfinity };
        var log2 = Math.Log(2);
        Assert.Equal(
            [1000 + log2, -1000 + log2, 0, double.NegativeInfinity, double.PositiveInfinity, double.NaN, 0], x.LogAddExp(y).ToArray());
    }

    [Fact]
    public void Floor_division_is_numpys()
    {
        double[] x = [7, -7, 7, -7, 1, -1, 0, -0.0, 5, double.PositiveInfinity, double.NaN, 6];
        double[] y = [2, 2, -2, -2, 0.1, double.PositiveInfinity, 3, 3, 0, 2, 1, -3];
        Assert.Equal(
            [3, -4, -4, 3, 9, -1, 0, 0, double.PositiveInfinity, double.NaN, double.NaN, -2],
            ((DelayedArray<double>)x).FloorDivide(y).ToArray());
        Assert.Equal(
            [1, 1, -1, -1, 1 % 0.1, double.PositiveInfinity, 0, 0, double.NaN, double.NaN, double.NaN, 0],
            ((DelayedArray<double>)x).Mod(y).ToArray());
        Assert.Equal([-4, -3, 3], ((DelayedArray<int>)new[] { -7, 9, -9 }).FloorDivide(new[] { 2, -3, -3 }).ToArray());
        Assert.Equal([1, 0, -1], ((DelayedArray<int>)new[] { -7, 9, -9 }).Mod(new[] { 2, -3, -4 }).ToArray());
    }

    [Fact]
    public void Dividing_integers_by_zero_is_an_error()
    {
        DelayedArray<int> x = new[] { 1, 2 };
        Assert.Throws<DivideByZeroException>(() => (x / 0).ToArray());
        Assert.Throws<DivideByZeroException>(() => (x % new int[2]).ToArray());
    }

    private static void Check<T>(
        string name, T[] x, T[] y, Func<DelayedArray<T>, DelayedArray<T>, DelayedArray<T>> call, Func<T, T, T> reference)
        where T : unmanaged, INumber<T>
    {
        OpsSamples.AssertSame<T>(name, [.. x.Zip(y, reference)], call(x, y).ToArray());
        OpsSamples.AssertSame<T>(name, [.. x.Select(v => reference(v, y[5]))], call(x, y[5]).ToArray());
        OpsSamples.AssertSame<T>(name, [.. y.Select(v => reference(x[5], v))], call(x[5], y).ToArray());
        Assert.Equal(name, call(x, y).Root.Label);
    }

    private sealed class Arithmetic : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = OpsSamples.Of<T>(1);
            var y = OpsSamples.Of<T>(2);
            Check("Add", x, y, (a, b) => a + b, (a, b) => a + b);
            Check("Subtract", x, y, (a, b) => a - b, (a, b) => a - b);
            Check("Multiply", x, y, (a, b) => a * b, (a, b) => a * b);
            Check("Minimum", x, y, (a, b) => a.Minimum(b), T.Min);
            Check("Maximum", x, y, (a, b) => a.Maximum(b), T.Max);
            // The lowest number has no quotient by -1.
            T[] divisors = [.. y.Select(v => T.IsZero(v) || v == T.Zero - T.One ? T.One : v)];
            Check("Divide", x, divisors, (a, b) => a / b, (a, b) => a / b);
            Check("Remainder", x, divisors, (a, b) => a % b, (a, b) => a % b);
            OpsSamples.AssertSame<T>(
                "MultiplyAdd", [.. x.Zip(y, (a, b) => a * b + T.One)], ((DelayedArray<T>)x).MultiplyAdd(y, T.One).ToArray());
            OpsSamples.AssertSame<T>("Negate", [.. x.Select(v => T.IsZero(v) ? -v : T.Zero - v)], (-(DelayedArray<T>)x).ToArray());
            return true;
        }
    }

    private sealed class Comparisons : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = OpsSamples.Of<T>(1);
            var y = OpsSamples.Of<T>(2);
            x.AsSpan(0, 80).CopyTo(y);
            Compare("Less", x, y, (a, b) => a < b, (a, b) => a < b);
            Compare("LessOrEqual", x, y, (a, b) => a <= b, (a, b) => a <= b);
            Compare("Greater", x, y, (a, b) => a > b, (a, b) => a > b);
            Compare("GreaterOrEqual", x, y, (a, b) => a >= b, (a, b) => a >= b);
            Compare("Equal", x, y, (a, b) => a.EqualTo(b), (a, b) => a == b);
            Compare("NotEqual", x, y, (a, b) => a.NotEqualTo(b), (a, b) => a != b);
            return true;
        }

        private static void Compare<T>(
            string name, T[] x, T[] y, Func<DelayedArray<T>, DelayedArray<T>, DelayedArray<bool>> call, Func<T, T, bool> reference)
            where T : unmanaged
        {
            Assert.Equal(x.Zip(y, reference), call(x, y).ToArray());
            Assert.Equal(x.Select(v => reference(v, y[7])), call(x, y[7]).ToArray());
            Assert.Equal(y.Select(v => reference(x[7], v)), call(x[7], y).ToArray());
            Assert.Equal(name, call(x, y).Root.Label);
        }
    }
}
