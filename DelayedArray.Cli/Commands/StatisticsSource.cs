using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>The request of <c>darray stats</c>.</summary>
/// <param name="Axis">The axis to reduce; null for all.</param>
/// <param name="Statistics">The statistics.</param>
/// <param name="Ddof">The number subtracted from the count in the variance's denominator.</param>
/// <param name="SkipNaN">Whether to leave out NaN.</param>
internal sealed record StatisticsRequest(int? Axis, IReadOnlyList<Statistic> Statistics, int Ddof, bool SkipNaN)
{
    public Axes Axes => Axis is { } one ? one : Axes.All;
}

/// <summary>Adds the statistics of an array to a pass, each as a column.</summary>
/// <param name="pass">The pass.</param>
/// <param name="values">The elements in float64.</param>
/// <param name="request">The axis, and how to reduce it.</param>
internal abstract class StatisticsSource(Pass pass, DelayedArray<double> values, StatisticsRequest request)
{
    private readonly Lazy<Pending<Statistics>> _all = new(() => pass.Statistics(values, request.Axes, request.Ddof, request.SkipNaN));

    /// <summary>Makes the source for an array. Sums and extremes of integers stay integers; extremes of dates stay dates.</summary>
    public static StatisticsSource Of(Pass pass, DelayedArray array, StatisticsRequest request)
    {
        if (array.Time is not null)
            return new TimeStatistics(pass, array, request);
        var numbers = array.ElementType == ElementType.Boolean ? array.Cast(ElementType.UInt8) : array;
        return numbers.ElementType.IsFloat()
            ? new Floats(pass, numbers, request)
            : numbers.ElementType.DispatchInteger(new IntegersOf(pass, numbers, request));
    }

    /// <summary>Adds one of the statistics that are computed together.</summary>
    public StatisticsColumn OfAll<T>(string name, Func<Statistics, Tensor<T>> take) where T : unmanaged, IFormattable
    {
        var all = _all.Value;
        return StatisticsColumn.Of(name, () => take(all.Value));
    }

    /// <summary>Adds a separate reduction.</summary>
    public StatisticsColumn Reduce<T>(Reduction<double, Tensor<T>> reduction) where T : unmanaged, IFormattable
    {
        var result = pass.Reduce(values, reduction, request.Axes, request.SkipNaN);
        return StatisticsColumn.Of(reduction.Name, () => result.Value);
    }

    /// <summary>Adds the sum.</summary>
    public abstract StatisticsColumn Sum(string name);

    /// <summary>Adds the smallest or the largest element.</summary>
    public abstract StatisticsColumn Extreme(string name, bool isMaximum);

    private sealed class IntegersOf(Pass pass, DelayedArray array, StatisticsRequest request) : IIntegerVisitor<StatisticsSource>
    {
        public StatisticsSource Visit<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
            new Integers<T>(pass, array.As<T>(), request);
    }

    private sealed class Floats(Pass pass, DelayedArray array, StatisticsRequest request)
        : StatisticsSource(pass, array.Cast<double>(), request)
    {
        private readonly Pass _pass = pass;
        private readonly StatisticsRequest _request = request;

        public override StatisticsColumn Sum(string name)
        {
            if (_request.Statistics.Count > 1 || _request.SkipNaN)
                return OfAll(name, all => all.Sum);
            // A sum alone takes a fraction of the time of all statistics.
            var sum = array switch
            {
                DelayedArray<float> single => _pass.Sum(single, _request.Axes),
                DelayedArray<Half> half => _pass.Sum(half, _request.Axes),
                _ => _pass.Sum(array.As<double>(), _request.Axes),
            };
            return StatisticsColumn.Of(name, () => sum.Value);
        }

        public override StatisticsColumn Extreme(string name, bool isMaximum) => OfAll(name, all => isMaximum ? all.Max : all.Min);
    }

    private sealed class Integers<T>(Pass pass, DelayedArray<T> array, StatisticsRequest request)
        : StatisticsSource(pass, array.Cast<double>(), request) where T : unmanaged, IBinaryInteger<T>
    {
        private readonly Pass _pass = pass;
        private readonly Axes _axes = request.Axes;

        public override StatisticsColumn Sum(string name)
        {
            var sum = _pass.SumExact(array, _axes);
            return StatisticsColumn.Of(name, () => sum.Value);
        }

        public override StatisticsColumn Extreme(string name, bool isMaximum)
        {
            var extreme = isMaximum ? _pass.Max(array, _axes) : _pass.Min(array, _axes);
            return StatisticsColumn.Of(name, () => extreme.Value);
        }
    }
}
