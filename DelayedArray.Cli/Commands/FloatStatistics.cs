using System.Numerics;

namespace DelayedArrays;

/// <summary>Adds statistics of floating-point numbers. All are shown in float64.</summary>
internal sealed class FloatStatistics<T>(Pass pass, DelayedArray<T> values, StatisticsRequest request)
    : StatisticsSource<T>(pass, values, request) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Pass _pass = pass;
    private readonly DelayedArray<T> _values = values;
    private readonly StatisticsRequest _request = request;

    public override StatisticsColumn Sum(string name) => Reduce(name, Reductions.Sum<T>());

    /// <summary>Adds the smallest or the largest element; NaN of nothing.</summary>
    public override StatisticsColumn Extreme(string name, bool isMaximum)
    {
        if (_values.Shape.Count == 0)
            return new StatisticsColumn(name, _ => StatisticsColumn.Text(double.NaN));
        var extreme = _pass.Reduce(_values, isMaximum ? Reductions.Max<T>() : Reductions.Min<T>(), _request.Axes, _request.SkipNaN);
        var at = StatisticsColumn.Elements(() => extreme.Value);
        return new StatisticsColumn(name, i => StatisticsColumn.Text(double.CreateTruncating(at(i))));
    }
}
