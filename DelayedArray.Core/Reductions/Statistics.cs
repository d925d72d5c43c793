using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>The usual statistics of the elements along axes, computed in float64 in one pass.</summary>
public sealed record Statistics
{
    /// <summary>Number of elements; without NaN if NaN is skipped.</summary>
    public required Tensor<long> Count { get; init; }

    /// <summary>Number of elements that are not zero.</summary>
    public required Tensor<long> NonZeros { get; init; }

    /// <summary>Sum; 0 without elements.</summary>
    public required Tensor<double> Sum { get; init; }

    /// <summary>Mean; NaN without elements.</summary>
    public required Tensor<double> Mean { get; init; }

    /// <summary>Variance with the denominator count - ddof; NaN if that is not positive.</summary>
    public required Tensor<double> Variance { get; init; }

    /// <summary>Smallest element; NaN without elements.</summary>
    public required Tensor<double> Min { get; init; }

    /// <summary>Largest element; NaN without elements.</summary>
    public required Tensor<double> Max { get; init; }

    /// <summary>Square root of the variance.</summary>
    public Tensor<double> StandardDeviation => Tensor.Sqrt<double>(Variance);

    internal static Statistics Of(Tensor<StatisticsState> states, int ddof) => new()
    {
        Count = states.Select(s => s.Moments.Count),
        NonZeros = states.Select(s => s.NonZeros),
        Sum = states.Select(s => s.Sum),
        Mean = states.Select(s => s.Moments.Count == 0 ? double.NaN : s.Sum / s.Moments.Count),
        Variance = states.Select(s => s.Moments.Variance(ddof)),
        Min = states.Select(s => s.Moments.Count == 0 ? double.NaN : s.Min),
        Max = states.Select(s => s.Moments.Count == 0 ? double.NaN : s.Max),
    };
}
