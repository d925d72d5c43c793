using System.Numerics;

namespace DelayedArrays.Benchmarks;

/// <summary>The cells of a dense matrix: whatever the library declares for its element type, casts, compositions and selections.</summary>
internal sealed class DenseCells<T>(DenseInput input) where T : unmanaged
{
    // Where a function is not defined between 0.1 and 9.1.
    private static readonly Dictionary<string, string> Domains = new(StringComparer.Ordinal)
    {
        ["arcsin"] = "x / t(10)",
        ["arccos"] = "x / t(10)",
        ["arctanh"] = "x / t(10)",
        ["arccosh"] = "x + t(1)",
    };

    private ElementType Type => input.Type;

    private DelayedArray<T> X => input.X.As<T>();

    /// <summary>All of them.</summary>
    public IEnumerable<SweepCell> All() => [.. Reductions(), .. Functions(), .. Casts(), .. Compositions(), .. Selections()];

    private SweepCell Cell(string operation, string? peer, Func<ExecutionOptions, object> run) => new(Type.Code, operation, peer, run) { Prepare = input.Make };

    private IEnumerable<SweepCell> Reductions() =>
        from axis in ReductionPeers.Axis
        from reduction in DeclaredReduction.Of(Type)
        from skipNaN in Type.IsFloat() ? (bool[])[false, true] : [false]
        let peer = ReductionPeers.OfDense(reduction.Name, skipNaN, axis.Python, Type)
        select Cell($"{(skipNaN ? "nan" : "")}{reduction.Name} {axis.Name}", peer, options =>
            reduction.Reduce(reduction.Name == "prod" ? input.Ones : X, axis.Axes, skipNaN, options));

    private IEnumerable<SweepCell> Functions() => DeclaredFunction.Of(Type).Select(function =>
        Cell(function.Name, Peer(function), options => Total(function.Apply(InDomain(function), () => input.Divisors, () => input.Mask), options)));

    private string? Peer(DeclaredFunction function)
    {
        var expression = function.Expression(Domains.GetValueOrDefault(function.NumPyName, "x"), "y");
        if (function.NumPyName == "divide" && !Type.IsFloat())
        {
            // NumPy rounds quotients of integers down, which is the same where no element is negative.
            if (Type is ElementType.Int8 or ElementType.Int16)
                return null;
            expression = expression.Replace("divide", "floor_divide", StringComparison.Ordinal);
        }
        return function.ResultType == typeof(bool) ? $"np.count_nonzero({expression})" : $"({expression}).sum(dtype='{Type.SumCode}')";
    }

    private DelayedArray InDomain(DeclaredFunction function) => Domains.TryGetValue(function.NumPyName, out var expression)
        ? Type.DispatchNumeric(new ToDomain(X, isSum: expression.Contains('+', StringComparison.Ordinal))) : X;

    private IEnumerable<SweepCell> Casts() => Enum.GetValues<ElementType>().Select(type => Cell(
        $"cast {type.Code}",
        type == ElementType.Boolean ? "np.count_nonzero(x.astype('?'))" : $"cast(x, '{type.Code}').sum(dtype='{type.SumCode}')",
        options => Total(X.Cast(type), options)));

    private IEnumerable<SweepCell> Compositions() => Type == ElementType.Boolean ? [] :
    [
        Cell("x+x*2 sum", $"(x + x * t(2)).sum(dtype='{Type.SumCode}')", options => Total(Type.DispatchNumeric(new PlusTwice(X)), options)),
        Cell("transpose sum0", $"x.T.sum(0, dtype='{Type.SumCode}')", options =>
            DeclaredReduction.Total(Type).Reduce(X.Transpose(), 0, skipNaN: false, options)),
    ];

    private IEnumerable<SweepCell> Selections()
    {
        var scattered = new Lazy<long[]>(() => [.. Enumerable.Range(0, (int)X.Shape[0] / 2).Select(i => (long)i * 7919 % X.Shape[0])]);
        return
        [
            Cell("toarray x[::2,::3]", "x[::2, ::3].copy()", options => X[Selection.Slice(step: 2), Selection.Slice(step: 3)].ToArray(options)),
            Cell("toarray x[::-1]", "x[::-1].copy()", options => X[Selection.Slice(step: -1)].ToArray(options)),
            Cell("toarray x[1:-1,1:-1]", "x[1:-1, 1:-1].copy()", options => X[1..^1, 1..^1].ToArray(options)),
            Cell("toarray x[rows]", "x[scattered(x.shape[0])]", options => X[scattered.Value].ToArray(options)),
            Cell("toarray x[:,columns]", "x[:, scattered(x.shape[1])]", options => X[.., scattered.Value].ToArray(options)),
            Cell("toarray T", "x.T.copy()", options => X.Transpose().ToArray(options)),
        ];
    }

    private static object Total(DelayedArray array, ExecutionOptions options) =>
        DeclaredReduction.Total(array.ElementType).Reduce(array, Axes.All, skipNaN: false, options);

    private sealed class PlusTwice(DelayedArray array) : INumericVisitor<DelayedArray>
    {
        public DelayedArray Visit<TNumber>() where TNumber : unmanaged, INumber<TNumber>, IMinMaxValue<TNumber> =>
            array.As<TNumber>() + (array.As<TNumber>() * (TNumber.One + TNumber.One));
    }

    private sealed class ToDomain(DelayedArray array, bool isSum) : INumericVisitor<DelayedArray>
    {
        public DelayedArray Visit<TNumber>() where TNumber : unmanaged, INumber<TNumber>, IMinMaxValue<TNumber> =>
            isSum ? array.As<TNumber>() + TNumber.One : array.As<TNumber>() / TNumber.CreateTruncating(10);
    }
}
