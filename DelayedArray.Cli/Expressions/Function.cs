using System.Numerics;

namespace DelayedArrays;

/// <summary>A function of expressions: a line of <see cref="All"/>.</summary>
/// <param name="Name">Its name, as in NumPy.</param>
/// <param name="MinArguments">The least number of arguments.</param>
/// <param name="MaxArguments">The most arguments.</param>
/// <param name="Apply">Makes the array for a call.</param>
internal sealed record Function<T>(string Name, int MinArguments, int MaxArguments, Func<FunctionCall<T>, DelayedArray> Apply)
    where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>All functions.</summary>
    public static IReadOnlyList<Function<T>> All { get; } =
    [
        Of("abs", x => x.Abs()),
        Of("sign", x => x.Sign()),
        Of("negative", x => -x),
        Of("square", x => x.Square()),
        Of("sqrt", x => x.Sqrt()),
        Of("cbrt", x => x.Cbrt()),
        Of("reciprocal", x => x.Reciprocal()),
        Of("exp", x => x.Exp()),
        Of("exp2", x => x.Exp2()),
        Of("exp10", x => x.Exp10()),
        Of("expm1", x => x.ExpM1()),
        Of("log", x => x.Log()),
        Of("log2", x => x.Log2()),
        Of("log10", x => x.Log10()),
        Of("log1p", x => x.Log1P()),
        Of("sin", x => x.Sin()),
        Of("cos", x => x.Cos()),
        Of("tan", x => x.Tan()),
        Of("arcsin", x => x.Asin()),
        Of("arccos", x => x.Acos()),
        Of("arctan", x => x.Atan()),
        Of("sinh", x => x.Sinh()),
        Of("cosh", x => x.Cosh()),
        Of("tanh", x => x.Tanh()),
        Of("arcsinh", x => x.Asinh()),
        Of("arccosh", x => x.Acosh()),
        Of("arctanh", x => x.Atanh()),
        Of("radians", x => x.ToRadians()),
        Of("degrees", x => x.ToDegrees()),
        Of("sigmoid", x => x.Sigmoid()),
        Of("floor", x => x.Floor()),
        Of("ceil", x => x.Ceiling()),
        Of("trunc", x => x.Truncate()),
        Of("rint", x => x.Round()),
        Of("minimum", (x, y) => x.Minimum(y)),
        Of("maximum", (x, y) => x.Maximum(y)),
        Of("power", (x, y) => x.Power(y)),
        Of("mod", (x, y) => x.Mod(y)),
        Of("floor_divide", (x, y) => x.FloorDivide(y)),
        Of("hypot", (x, y) => x.Hypot(y)),
        Of("arctan2", (x, y) => x.Atan2(y)),
        Of("add", (x, y) => x + y),
        Of("subtract", (x, y) => x - y),
        Of("multiply", (x, y) => x * y),
        Of("divide", (x, y) => x / y),
        Of("isnan", x => x.IsNaN()),
        Of("isfinite", x => x.IsFinite()),
        Of("isinf", x => x.IsInfinity()),
        new("rowsums", 1, 1, call => call.Defer(Reductions.Sum<T>(), axis: 1)),
        new("colsums", 1, 1, call => call.Defer(Reductions.Sum<T>(), axis: 0)),
        new("rowmeans", 1, 1, call => call.Defer(Reductions.Mean<T>(), axis: 1)),
        new("colmeans", 1, 1, call => call.Defer(Reductions.Mean<T>(), axis: 0)),
        new("where", 3, 3, call => call.Truth(0).Where(call.Number(1), call.Number(2))),
        new("clip", 3, 3, call => call.Number(0).Clip(call.Number(1), call.Number(2))),
        new("round", 1, 2, call => call.Number(0).Round(call.Count == 2 ? (int)call.Whole(1) : 0)) { Arrays = ..1 },
        new("cast", 2, 2, call => call.Cast()) { Arrays = ..1 },
        new("concat", 2, int.MaxValue, call => call.Concatenate()) { Arrays = 1.. },
        new("transpose", 1, 1, call => Binder<T>.Transpose(call.Arrays[0])),
    ];

    /// <summary>The range of arguments that are arrays. Others are taken as written.</summary>
    public Range Arrays { get; init; } = Range.All;

    /// <summary>Finds a function, and checks the number of arguments of a call.</summary>
    /// <exception cref="ExpressionException">The function is unknown, or does not take that number of arguments.</exception>
    public static Function<T> Of(CallSyntax call)
    {
        var function = All.FirstOrDefault(function => function.Name == call.Name)
            ?? throw new ExpressionException(call.Column, $"unknown function '{call.Name}'{Suggestion(call.Name)}");
        return call.Arguments.Count >= function.MinArguments && call.Arguments.Count <= function.MaxArguments ? function
            : throw new ExpressionException(call.Column, $"{call.Name} takes {function.Takes}, not {call.Arguments.Count}");
    }

    /// <summary>Gets the arguments of a call that are arrays.</summary>
    public IReadOnlyList<Syntax> ArraysOf(CallSyntax call) => call.Arguments.Take(Arrays).ToList();

    private string Takes => MaxArguments == int.MaxValue ? "an axis and one array or more"
        : MinArguments < MaxArguments ? $"{MinArguments} or {MaxArguments} arguments"
        : $"{MinArguments} argument{(MinArguments == 1 ? "" : "s")}";

    private static Function<T> Of(string name, Func<DelayedArray<T>, DelayedArray> apply) =>
        new(name, 1, 1, call => apply(call.Number(0)));

    private static Function<T> Of(string name, Func<DelayedArray<T>, DelayedArray<T>, DelayedArray> apply) =>
        new(name, 2, 2, call => apply(call.Number(0), call.Number(1)));

    private static string Suggestion(string name)
    {
        var names = All.Select(function => function.Name).ToList();
        return NearestName.Find(name, names) is { } nearest
            ? $"; did you mean {nearest}?"
            : $"; expected one of {string.Join(", ", names.Order(StringComparer.Ordinal))}";
    }
}
