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

/// <summary>Adds the statistics of an array to a pass, each as a column. Only those that are asked for are computed.</summary>
internal abstract class StatisticsSource
{
    /// <summary>Makes the source for an array. Sums and extremes of integers stay integers; extremes of dates stay dates.</summary>
    public static StatisticsSource Of(Pass pass, DelayedArray array, StatisticsRequest request)
    {
        if (array.Time is not null)
            return new TimeStatistics(pass, array, request);
        return (array.ElementType == ElementType.Boolean ? array.Cast(ElementType.UInt8) : array) switch
        {
            DelayedArray<Half> halves => new FloatStatistics<Half>(pass, halves, request),
            DelayedArray<float> singles => new FloatStatistics<float>(pass, singles, request),
            DelayedArray<double> doubles => new FloatStatistics<double>(pass, doubles, request),
            var integers => integers.ElementType.DispatchInteger(new IntegersOf(pass, integers, request)),
        };
    }

    /// <summary>Adds the number of elements.</summary>
    public abstract StatisticsColumn Count(string name);

    /// <summary>Adds the number of elements that are not zero.</summary>
    public abstract StatisticsColumn NonZeros(string name);

    /// <summary>Adds the sum.</summary>
    public abstract StatisticsColumn Sum(string name);

    /// <summary>Adds the mean.</summary>
    public abstract StatisticsColumn Mean(string name);

    /// <summary>Adds a function of the variance.</summary>
    public abstract StatisticsColumn OfVariance(string name, Func<double, double> function);

    /// <summary>Adds the smallest or the largest element.</summary>
    public abstract StatisticsColumn Extreme(string name, bool isMaximum);

    /// <summary>Adds any reduction of the elements in float64.</summary>
    public abstract StatisticsColumn Reduce<T>(Reduction<double, Tensor<T>> reduction) where T : unmanaged, IFormattable;

    private sealed class IntegersOf(Pass pass, DelayedArray array, StatisticsRequest request) : IIntegerVisitor<StatisticsSource>
    {
        public StatisticsSource Visit<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
            new IntegerStatistics<T>(pass, array.As<T>(), request);
    }
}
