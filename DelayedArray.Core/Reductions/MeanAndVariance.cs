using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Mean and variance of the elements along axes, computed in float64 in one pass.</summary>
/// <param name="Mean">The mean; NaN without elements.</param>
/// <param name="Variance">Variance with the denominator count - ddof; NaN if that is not positive.</param>
public sealed record MeanAndVariance(Tensor<double> Mean, Tensor<double> Variance)
{
    internal static MeanAndVariance Of(Tensor<Moments> moments, int ddof) =>
        new(moments.Select(state => state.Mean), moments.Select(state => state.Variance(ddof)));
}
