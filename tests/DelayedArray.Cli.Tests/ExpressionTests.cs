namespace DelayedArrays.Tests;

/// <summary>Expressions mean what they mean in NumPy.</summary>
public class ExpressionTests
{
    private static readonly double[] X = [-2.5, 0, 1, 3];

    [Theory]
    [InlineData("-x ** 2", -6.25, 0, -1, -9)]
    [InlineData("2 ** -x", 5.656854249492381, 1, 0.5, 0.125)]
    [InlineData("2 ** 3 ** 0 * x", -5, 0, 2, 6)]
    [InlineData("x // 2", -2, 0, 0, 1)]
    [InlineData("x % 2", 1.5, 0, 1, 1)]
    [InlineData("x % -2", -0.5, 0, -1, -1)]
    [InlineData("10 - x - 1", 11.5, 9, 8, 6)]
    [InlineData("x / 2 * 4", -5, 0, 2, 6)]
    [InlineData("x > 0 & (x < 3)", 0, 0, 0, 0, true)]
    [InlineData("(x > 0) & (x < 3)", 0, 0, 1, 0)]
    [InlineData("~(x > 0) | (x == 3)", 1, 1, 0, 1)]
    [InlineData("(x > 0) ^ (x < 2)", 1, 1, 0, 1)]
    [InlineData("(x > 0) + 1", 1, 1, 2, 2)]
    [InlineData("where(x < 0, -x, x * 10)", 2.5, 0, 10, 30)]
    [InlineData("clip(x, -1, 2)", -1, 0, 1, 2)]
    [InlineData("minimum(x, 1) + maximum(x, 1)", -1.5, 1, 2, 4)]
    [InlineData("abs(x) + sign(x)", 1.5, 0, 2, 4)]
    [InlineData("round(x / 3, 1)", -0.8, 0, 0.3, 1)]
    [InlineData("x[::-1]", 3, 1, 0, -2.5)]
    [InlineData("x[[3, 0, 0, -1]]", 3, -2.5, -2.5, 3)]
    [InlineData("concat(0, x[1:3], x[:2])", 0, 1, -2.5, 0)]
    [InlineData("x[None, :].T[:, 0]", -2.5, 0, 1, 3)]
    [InlineData("cast(x, \"int8\")", -2, 0, 1, 3)]
    [InlineData("isnan(x * nan) * 2", 2, 2, 2, 2)]
    [InlineData("1e3 * x + .5", -2499.5, 0.5, 1000.5, 3000.5)]
    public void Value(string expression, double first, double second, double third, double fourth, bool isMistake = false)
    {
        if (isMistake)
        {
            Assert.Throws<ExpressionException>(() => Evaluate(expression));
            return;
        }
        var found = Evaluate(expression);
        double[] expected = [first, second, third, fourth];
        for (var i = 0; i < 4; i++)
            Assert.Equal(expected[i], found[i], 1e-14);
    }

    [Theory]
    [InlineData("rowsums(m)", 6, 15)]
    [InlineData("rowmeans(m)", 2, 5)]
    public void Row_reductions_broadcast_back(string reduction, double first, double second)
    {
        var m = Delayed.FromMemory([1.0, 2, 3, 4, 5, 6], 2, 3);
        var bound = Bind($"m / {reduction}", ("m", m));
        Assert.Equal([1 / first, 2 / first, 3 / first, 4 / second, 5 / second, 6 / second], bound.As<double>().ToArray());
    }

    [Fact]
    public void Reductions_of_any_result_type_are_deferred()
    {
        var call = new FunctionCall<float>(new CallSyntax("rowmax", [], 1), [Darray.Counts], []);
        var deferred = Assert.IsType<DelayedArray<float>>(call.Defer(Reductions.Max<float>(), axis: 1));
        Assert.Equal(new Shape(20, 1), deferred.Shape);
        Assert.Equal(Darray.Counts.Cast<float>().Max(axis: 1).ToArray(), deferred.ToArray());
        Assert.Same(deferred, call.Defer(Reductions.Max<float>(), axis: 1));
    }

    [Fact]
    public void Reductions_nest()
    {
        var m = Delayed.FromMemory([1.0, 2, 3, 4], 2, 2);
        var bound = Bind("colsums(m / rowsums(m))", ("m", m));
        Assert.Equal([(1 / 3.0) + (3 / 7.0), (2 / 3.0) + (4 / 7.0)], bound.As<double>().ToArray());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("x +", 4)]
    [InlineData("x $ 2", 3)]
    [InlineData("foo(x)", 1)]
    [InlineData("sqrt(x, x)", 1)]
    [InlineData("x & 1", 1)]
    [InlineData("1 < x < 2", 7)]
    [InlineData("x[1.5]", 3)]
    [InlineData("x[::0]", 3)]
    [InlineData("x[0, 0]", 3)]
    [InlineData("y", 1)]
    [InlineData("\"text", 1)]
    [InlineData("x.Q", 3)]
    public void Mistake(string expression, int column) =>
        Assert.Equal(column, Assert.Throws<ExpressionException>(() => Evaluate(expression)).Column);

    private static double[] Evaluate(string expression) =>
        Bind(expression, ("x", Delayed.FromMemory(X, 4))).Cast<double>().ToArray();

    private static DelayedArray Bind(string expression, params (string Name, DelayedArray Array)[] inputs) =>
        new Binder<double>(inputs.ToDictionary(input => input.Name, input => input.Array, StringComparer.Ordinal)).Bind(Parser.Parse(expression));
}
