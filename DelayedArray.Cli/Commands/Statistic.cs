using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>A statistic of <c>darray stats</c>. Its line in <see cref="All"/> gives it an option, help, a column and JSON.</summary>
/// <param name="Name">Its name in options and output.</param>
/// <param name="AddTo">Adds it to the pass.</param>
internal sealed record Statistic(string Name, Func<StatisticsSource, StatisticsColumn> AddTo)
{
    /// <summary>All statistics, in the order of the output.</summary>
    public static IReadOnlyList<Statistic> All { get; } =
    [
        new("count", source => source.Count("count")),
        new("nnz", source => source.NonZeros("nnz")),
        new("sum", source => source.Sum("sum")),
        new("mean", source => source.Mean("mean")),
        new("var", source => source.OfVariance("var", variance => variance)),
        new("sd", source => source.OfVariance("sd", Math.Sqrt)),
        new("min", source => source.Extreme("min", isMaximum: false)),
        new("max", source => source.Extreme("max", isMaximum: true)),
    ];

    /// <summary>Parses a list of statistics.</summary>
    /// <exception cref="UsageException">One is unknown.</exception>
    public static IReadOnlyList<Statistic> Parse(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(name =>
        All.FirstOrDefault(statistic => statistic.Name == name)
            ?? throw new UsageException($"--stat {name}: expected one of {string.Join(", ", All.Select(statistic => statistic.Name))}"))];

    /// <summary>Makes a statistic of any reduction of the elements in float64.</summary>
    public static Statistic Of<T>(Reduction<double, Tensor<T>> reduction) where T : unmanaged, IFormattable =>
        new(reduction.Name, source => source.Reduce(reduction));
}
