using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Adds statistics of numbers, reduced in the type in which they are stored.</summary>
/// <param name="pass">The pass.</param>
/// <param name="values">The numbers.</param>
/// <param name="request">The axis, and how to reduce it.</param>
internal abstract class StatisticsSource<T>(Pass pass, DelayedArray<T> values, StatisticsRequest request) : StatisticsSource
    where T : unmanaged, INumber<T>
{
    // The variance and the standard deviation share it.
    private readonly Lazy<Pending<Tensor<double>>> _variance = new(() => pass.Variance(values, request.Axes, request.Ddof, request.SkipNaN));

    public override StatisticsColumn Count(string name)
    {
        if (!request.SkipNaN || !values.ElementType.IsFloat())
            return StatisticsColumn.Of(name, () => values.Count(request.Axes));
        var all = pass.Statistics(values, request.Axes, request.Ddof, skipNaN: true);
        return StatisticsColumn.Of(name, () => all.Value.Count);
    }

    public override StatisticsColumn NonZeros(string name) => Reduce(name, Reductions.CountNonZero<T>());

    public override StatisticsColumn Mean(string name) => Reduce(name, Reductions.Mean<T>());

    public override StatisticsColumn OfVariance(string name, Func<double, double> function)
    {
        var variance = _variance.Value;
        var at = StatisticsColumn.Elements(() => variance.Value);
        return new StatisticsColumn(name, i => StatisticsColumn.Text(function(at(i))));
    }

    public override StatisticsColumn Reduce<TResult>(Reduction<double, Tensor<TResult>> reduction) =>
        Reduce(reduction.Name, reduction.OfCast<T>());

    /// <summary>Adds a reduction of the numbers as they are stored.</summary>
    protected StatisticsColumn Reduce<TResult>(string name, Reduction<T, Tensor<TResult>> reduction) where TResult : unmanaged, IFormattable
    {
        var result = pass.Reduce(values, reduction, request.Axes, request.SkipNaN);
        return StatisticsColumn.Of(name, () => result.Value);
    }
}
