using System.Numerics;

namespace DelayedArrays;

/// <summary>Adds statistics of integers. Sums and extremes are integers, however large.</summary>
internal sealed class IntegerStatistics<T>(Pass pass, DelayedArray<T> values, StatisticsRequest request)
    : StatisticsSource<T>(pass, values, request) where T : unmanaged, IBinaryInteger<T>
{
    public override StatisticsColumn Sum(string name) => Reduce(name, Reductions.SumExact<T>());

    public override StatisticsColumn Extreme(string name, bool isMaximum) =>
        Reduce(name, isMaximum ? Reductions.Max<T>() : Reductions.Min<T>());
}
