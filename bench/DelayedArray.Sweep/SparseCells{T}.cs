using System.Numerics;

namespace DelayedArrays.Benchmarks;

/// <summary>The cells of a sparse matrix in memory: the declared reductions, and the declared functions that keep zeros.</summary>
internal sealed class SparseCells<T>(SparseInput<T> input) where T : unmanaged
{
    // SciPy's ways that are not just a method of NumPy's name.
    private static readonly Dictionary<string, string> Peers = new(StringComparer.Ordinal)
    {
        ["abs"] = "abs(x)",
        ["square"] = "x.power(2)",
        ["negative"] = "-x",
        ["positive"] = "x.copy()",
        ["add"] = "x + x",
        ["subtract"] = "x - x",
        ["multiply"] = "x.multiply(x)",
        ["multiply scalar"] = "x * t(2)",
        ["divide scalar"] = "x / t(3)",
        ["minimum"] = "x.minimum(x)",
        ["maximum"] = "x.maximum(x)",
        ["not_equal"] = "x != x",
        ["greater"] = "x > x",
        ["less"] = "x < x",
        ["x>5 count"] = "x > 5",
        ["greater_equal scalar"] = "x >= 5",
        ["equal scalar"] = "x == 3",
        ["pow1.5"] = "x.power(1.5)",
        ["minimum scalar"] = "x.minimum(t(3))",
        ["rint"] = "x.rint()",
        ["round"] = "round(x, 2)",
        ["degrees"] = "x.rad2deg()",
        ["radians"] = "x.deg2rad()",
    };

    private static readonly ElementType Type = ElementTypes.Of<T>();

    /// <summary>All of them.</summary>
    public IEnumerable<SweepCell> All() => [.. Reductions(), .. Functions(), .. Compositions(), .. Selections()];

    private SweepCell Cell(string operation, string? peer, Func<ExecutionOptions, object> run) =>
        new(Type == ElementType.Float32 ? input.Layout : $"{input.Layout} {Type.Code}", operation, peer, run) { Prepare = () => _ = input.Matrix };

    private IEnumerable<SweepCell> Reductions() =>
        from axis in ReductionPeers.Axis
        from reduction in DeclaredReduction.Of(Type)
        let name = reduction.Name == "count_nonzero" ? "nnz" : reduction.Name
        // Of equal elements of a whole CSC matrix, SciPy finds another than the first in C order.
        let isOther = input.Layout == "csc" && axis.Name == "all" && name is ("argmin" or "argmax")
        select Cell($"{name} {axis.Name}", isOther ? null : ReductionPeers.OfSparse(name, axis.Python, Type), options =>
            reduction.Reduce(input.X, axis.Axes, skipNaN: false, options));

    private IEnumerable<SweepCell> Functions()
    {
        // What zeros become tells, of any matrix.
        DelayedArray sample = SparseMatrix.Empty<T>(new Shape(2, 2)).AsDelayed();
        var mask = SparseMatrix.Empty<bool>(new Shape(2, 2)).AsDelayed();
        return DeclaredFunction.Of(Type).Where(function => function.Apply(sample, () => sample, () => mask).IsSparse)
            .Select(function => Cell(Name(function), Peer(function), options =>
                ToSparse(function.Apply(input.X, () => input.X, () => input.X.Cast<bool>()), options)));
    }

    // SciPy's quotients of integers are floats.
    private static string? Peer(DeclaredFunction function) => function.NumPyName == "divide" && !Type.IsFloat() ? null
        : Peers.GetValueOrDefault(function.Name) ?? (function.IsUnary ? $"x.{function.NumPyName}()" : null);

    private static string Name(DeclaredFunction function) =>
        function.Name == "multiply scalar" ? "x*2 tosparse" : $"{function.Name.Replace(" count", "", StringComparison.Ordinal)} tosparse";

    private IEnumerable<SweepCell> Compositions() => Type == ElementType.Boolean ? [] :
    [
        Cell("T sum0", "x.T.sum(0, dtype='f8')", options => DeclaredReduction.Total(Type).Reduce(input.X.Transpose(), 0, skipNaN: false, options)),
        Cell("x>1 count", "(x > 1).getnnz(0)", options =>
            DeclaredReduction.Total(ElementType.Boolean).Reduce(Type.DispatchNumeric(new MoreThanOne(input.X)), 0, skipNaN: false, options)),
        Cell("x*x sum", "x.multiply(x).sum(0, dtype='f8')", options => DeclaredReduction.Total(Type).Reduce(Squared(), 0, skipNaN: false, options)),
    ];

    private DelayedArray Squared() => DeclaredFunction.Of(Type).Single(function => function.Name == "multiply").Apply(input.X, () => input.X, () => input.X);

    private IEnumerable<SweepCell> Selections() =>
    [
        Cell("rows 2000", "x[scattered(x.shape[0], 2000)]", options => ToSparse(input.X[Scattered(0, 2000)], options)),
        Cell("cols 500", "x[:, scattered(x.shape[1], 500)]", options => ToSparse(input.X[.., Scattered(1, 500)], options)),
        Cell("dense 1000 rows", "x[:1000].toarray()", options => input.X[..1000].ToArray(options)),
    ];

    private long[] Scattered(int axis, int count) => [.. Enumerable.Range(0, count).Select(i => i * 7919L % input.Matrix.Shape[axis])];

    private static SparseResult ToSparse(DelayedArray array, ExecutionOptions options) => array.ElementType.Dispatch(new Evaluation(array, options));

    private sealed class MoreThanOne(DelayedArray array) : INumericVisitor<DelayedArray>
    {
        public DelayedArray Visit<TNumber>() where TNumber : unmanaged, INumber<TNumber>, IMinMaxValue<TNumber> => array.As<TNumber>() > TNumber.One;
    }

    private sealed class Evaluation(DelayedArray array, ExecutionOptions options) : IElementVisitor<SparseResult>
    {
        public SparseResult Visit<TElement>() where TElement : unmanaged => SparseResult.Of(array.As<TElement>().ToSparse(options: options));
    }
}
