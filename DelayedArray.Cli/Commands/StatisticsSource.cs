using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>What <c>darray stats</c> is asked for.</summary>
/// <param name="Axis">The axis to reduce; all if null.</param>
/// <param name="Statistics">Which statistics.</param>
/// <param name="Ddof">What is taken from the count in the variance's denominator.</param>
/// <param name="SkipNaN">Whether NaN is left out.</param>
internal sealed record StatisticsRequest(int? Axis, IReadOnlyList<Statistic> Statistics, int Ddof, bool SkipNaN)
{
    public Axes Axes => Axis is { } one ? one : Axes.All;
}

/// <summary>An array whose statistics are added to a pass, a column each.</summary>
/// <param name="pass">The pass.</param>
/// <param name="values">The elements in float64.</param>
/// <param name="request">The axes, and how they are reduced.</param>
internal abstract class StatisticsSource(Pass pass, DelayedArray<double> values, StatisticsRequest request)
{
    private readonly Lazy<Pending<Statistics>> _all = new(() => pass.Statistics(values, request.Axes, request.Ddof, request.SkipNaN));

    /// <summary>The source over an array. Sums and extremes of integers stay integers, extremes of dates stay dates.</summary>
    public static StatisticsSource Of(Pass pass, DelayedArray array, StatisticsRequest request)
    {
        if (array.Time is not null)
            return new TimeStatistics(pass, array, request);
        var numbers = array.ElementType == ElementType.Boolean ? array.Cast(ElementType.UInt8) : array;
        return numbers.ElementType.IsFloat()
            ? new Floats(pass, numbers, request)
            : numbers.ElementType.DispatchInteger(new IntegersOf(pass, numbers, request));
    }

    /// <summary>One of the statistics that are computed together.</summary>
    public StatisticsColumn OfAll<T>(string name, Func<Statistics, Tensor<T>> take) where T : unmanaged, IFormattable
    {
        var all = _all.Value;
        return StatisticsColumn.Of(name, () => take(all.Value));
    }

    /// <summary>A reduction of its own.</summary>
    public StatisticsColumn Reduce<T>(Reduction<double, Tensor<T>> reduction) where T : unmanaged, IFormattable
    {
        var result = pass.Reduce(values, reduction, request.Axes, request.SkipNaN);
        return StatisticsColumn.Of(reduction.Name, () => result.Value);
    }

    /// <summary>The sum.</summary>
    public abstract StatisticsColumn Sum(string name);

    /// <summary>The smallest or the largest element.</summary>
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
            // A sum alone takes a fraction of the time of all statistics together.
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
