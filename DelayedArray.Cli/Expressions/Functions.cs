using System.Numerics;

namespace DelayedArrays;

/// <summary>The functions of expressions, by their NumPy names.</summary>
internal static class Functions<T> where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>Functions of one array.</summary>
    public static IReadOnlyDictionary<string, Func<DelayedArray<T>, DelayedArray<T>>> Unary { get; } =
        new Dictionary<string, Func<DelayedArray<T>, DelayedArray<T>>>(StringComparer.Ordinal)
        {
            ["abs"] = x => x.Abs(),
            ["sign"] = x => x.Sign(),
            ["negative"] = x => -x,
            ["square"] = x => x.Square(),
            ["sqrt"] = x => x.Sqrt(),
            ["cbrt"] = x => x.Cbrt(),
            ["reciprocal"] = x => x.Reciprocal(),
            ["exp"] = x => x.Exp(),
            ["exp2"] = x => x.Exp2(),
            ["exp10"] = x => x.Exp10(),
            ["expm1"] = x => x.ExpM1(),
            ["log"] = x => x.Log(),
            ["log2"] = x => x.Log2(),
            ["log10"] = x => x.Log10(),
            ["log1p"] = x => x.Log1P(),
            ["sin"] = x => x.Sin(),
            ["cos"] = x => x.Cos(),
            ["tan"] = x => x.Tan(),
            ["arcsin"] = x => x.Asin(),
            ["arccos"] = x => x.Acos(),
            ["arctan"] = x => x.Atan(),
            ["sinh"] = x => x.Sinh(),
            ["cosh"] = x => x.Cosh(),
            ["tanh"] = x => x.Tanh(),
            ["arcsinh"] = x => x.Asinh(),
            ["arccosh"] = x => x.Acosh(),
            ["arctanh"] = x => x.Atanh(),
            ["radians"] = x => x.ToRadians(),
            ["degrees"] = x => x.ToDegrees(),
            ["sigmoid"] = x => x.Sigmoid(),
            ["floor"] = x => x.Floor(),
            ["ceil"] = x => x.Ceiling(),
            ["trunc"] = x => x.Truncate(),
            ["rint"] = x => x.Round(),
        };

    /// <summary>Functions of two arrays.</summary>
    public static IReadOnlyDictionary<string, Func<DelayedArray<T>, DelayedArray<T>, DelayedArray<T>>> Binary { get; } =
        new Dictionary<string, Func<DelayedArray<T>, DelayedArray<T>, DelayedArray<T>>>(StringComparer.Ordinal)
        {
            ["minimum"] = (x, y) => x.Minimum(y),
            ["maximum"] = (x, y) => x.Maximum(y),
            ["power"] = (x, y) => x.Power(y),
            ["mod"] = (x, y) => x.Mod(y),
            ["floor_divide"] = (x, y) => x.FloorDivide(y),
            ["hypot"] = (x, y) => x.Hypot(y),
            ["arctan2"] = (x, y) => x.Atan2(y),
            ["add"] = (x, y) => x + y,
            ["subtract"] = (x, y) => x - y,
            ["multiply"] = (x, y) => x * y,
            ["divide"] = (x, y) => x / y,
        };

    /// <summary>Questions about each element.</summary>
    public static IReadOnlyDictionary<string, Func<DelayedArray<T>, DelayedArray<bool>>> Tests { get; } =
        new Dictionary<string, Func<DelayedArray<T>, DelayedArray<bool>>>(StringComparer.Ordinal)
        {
            ["isnan"] = x => x.IsNaN(),
            ["isfinite"] = x => x.IsFinite(),
            ["isinf"] = x => x.IsInfinity(),
        };

    /// <summary>Reductions over an axis that stays, with length 1, so that they broadcast back.</summary>
    public static IReadOnlyDictionary<string, (int Axis, Func<DelayedArray<T>, int, ExecutionOptions, double[]> Compute)> Reductions { get; } =
        new Dictionary<string, (int, Func<DelayedArray<T>, int, ExecutionOptions, double[]>)>(StringComparer.Ordinal)
        {
            ["rowsums"] = (1, Sums),
            ["colsums"] = (0, Sums),
            ["rowmeans"] = (1, Means),
            ["colmeans"] = (0, Means),
        };

    /// <summary>Functions that take something else than arrays, or another number: how many arguments at least and at most.</summary>
    private static Dictionary<string, (int Least, int Most)> Others { get; } = new(StringComparer.Ordinal)
    {
        ["where"] = (3, 3),
        ["clip"] = (3, 3),
        ["round"] = (1, 2),
        ["cast"] = (2, 2),
        ["concat"] = (2, int.MaxValue),
        ["transpose"] = (1, 1),
    };

    /// <summary>All names, to suggest one that was meant.</summary>
    public static IEnumerable<string> Names => [.. Unary.Keys, .. Binary.Keys, .. Tests.Keys, .. Reductions.Keys, .. Others.Keys];

    /// <summary>How many arguments a function takes at least and at most; null if there is no such function.</summary>
    public static (int Least, int Most)? Arguments(string name) =>
        Unary.ContainsKey(name) || Tests.ContainsKey(name) || Reductions.ContainsKey(name) ? (1, 1)
        : Binary.ContainsKey(name) ? (2, 2)
        : Others.TryGetValue(name, out var count) ? count
        : null;

    private static double[] Sums(DelayedArray<T> x, int axis, ExecutionOptions options) => Flat(x.Sum(axis, options: options));

    private static double[] Means(DelayedArray<T> x, int axis, ExecutionOptions options) => Flat(x.Mean(axis, options: options));

    private static double[] Flat(System.Numerics.Tensors.Tensor<double> tensor)
    {
        var values = new double[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
