namespace DelayedArrays.Benchmarks;

/// <summary>How Python reduces an array, by NumPy's name of the reduction; {0} stands for the axis, {1} for the type of sums.</summary>
internal static class ReductionPeers
{
    private static readonly Dictionary<string, string> NumPy = new(StringComparer.Ordinal)
    {
        ["sum"] = "x.sum({0}, dtype='{1}')",
        ["nansum"] = "np.nansum(x, {0}, dtype='{1}')",
        ["prod"] = "o.prod({0}, dtype='{1}')",
        ["nanprod"] = "np.nanprod(o, {0}, dtype='{1}')",
        ["mean"] = "x.mean({0}, dtype='f8')",
        ["nanmean"] = "np.nanmean(x, {0}, dtype='f8')",
        ["var"] = "x.var({0}, dtype='f8', ddof=1)",
        ["nanvar"] = "np.nanvar(x, {0}, dtype='f8', ddof=1)",
        ["std"] = "x.std({0}, dtype='f8', ddof=1)",
        ["nanstd"] = "np.nanstd(x, {0}, dtype='f8', ddof=1)",
        ["count_nonzero"] = "np.count_nonzero(x, axis={0})",
        ["norm"] = "np.sqrt((x.astype('f8') ** 2).sum({0}))",
        ["norm one"] = "np.abs(x).sum({0}, dtype='f8')",
        ["norm infinity"] = "np.abs(x).max({0})",
        ["mean_and_variance"] = "(x.mean({0}, dtype='f8'), x.var({0}, dtype='f8', ddof=1))",
        ["statistics"] = "statistics(x, {0})",
    };

    private static readonly Dictionary<string, string> SciPy = new(StringComparer.Ordinal)
    {
        ["sum"] = "x.sum({0}, dtype='f8')",
        ["mean"] = "x.mean({0}, dtype='f8')",
        ["var"] = "sparse_var(x, {0})",
        ["std"] = "np.sqrt(sparse_var(x, {0}))",
        ["mean_and_variance"] = "(x.mean({0}, dtype='f8'), sparse_var(x, {0}))",
        ["count_nonzero"] = "x.getnnz({0})",
        ["nnz"] = "x.getnnz({0})",
        ["norm"] = "np.sqrt(x.astype('f8').power(2).sum({0}))",
        ["norm one"] = "abs(x).sum({0}, dtype='f8')",
        ["norm infinity"] = "abs(x).max({0})",
        ["statistics"] = "sparse_statistics(x, {0})",
    };

    /// <summary>The axes of a matrix, as cells name them and as Python does.</summary>
    public static (string Name, Axes Axes, string Python)[] Axis { get; } = [("0", 0, "0"), ("1", 1, "1"), ("all", Axes.All, "None")];

    /// <summary>Reduces a dense <c>x</c>, by default with the function of that name; null if NumPy has nothing that skips NaN so.</summary>
    public static string? OfDense(string name, bool skipNaN, string axis, ElementType type)
    {
        var full = skipNaN ? $"nan{name}" : name;
        var format = NumPy.GetValueOrDefault(full) ?? (skipNaN && NumPy.ContainsKey(name) ? null : $"np.{full}(x, {{0}})");
        return format is null ? null : Filled(format, axis, type);
    }

    /// <summary>Reduces a sparse <c>x</c>; by default with its method of that name.</summary>
    public static string OfSparse(string name, string axis, ElementType type) => Filled(SciPy.GetValueOrDefault(name, $"x.{name}({{0}})"), axis, type);

    private static string Filled(string format, string axis, ElementType type) =>
        format.Replace("{0}", axis, StringComparison.Ordinal).Replace("{1}", type.SumCode, StringComparison.Ordinal);
}
