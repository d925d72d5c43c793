using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Mean and variance of the elements along axes, computed in float64 in one pass.</summary>
/// <param name="Mean">Mean; NaN of nothing.</param>
/// <param name="Variance">Variance with the denominator count - ddof; NaN where that is not positive.</param>
public sealed record MeanAndVariance(Tensor<double> Mean, Tensor<double> Variance)
{
    internal static MeanAndVariance Of(Tensor<Moments> moments, int ddof) =>
        new(moments.Select(state => state.Mean), moments.Select(state => state.Variance(ddof)));
}

/// <summary>Computes means and variances together.</summary>
public static class MeanAndVarianceExtensions
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Mean and variance over axes, in one pass: the two that choosing variable features takes.</summary>
        /// <param name="axis">The axes that disappear.</param>
        /// <param name="ddof">What is taken from the count in the variance's denominator: 0 of a population, 1 of a sample.</param>
        /// <param name="skipNaN">Whether NaN is left out.</param>
        /// <param name="keepAxes">Whether reduced axes stay, with length 1.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public MeanAndVariance MeanAndVariance(
            Axes axis, int ddof = 0, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            DelayedArrays.MeanAndVariance.Of(
                NumericReductions.Over<double, Moments, Moments, MomentsReducer>(
                    x.Cast<double>(), axis, default, skipNaN, keepAxes, options),
                ddof);
    }
}

/// <summary>The moments themselves, folded as for <see cref="Variance"/>.</summary>
internal readonly record struct MomentsReducer : IReducer<double, Moments, Moments>
{
    public string Name => "mean and var";

    public Moments Empty => default;

    public bool FoldsZeros => true;

    public void Fold(ref Moments state, ReadOnlySpan<double> values, long position, long stride) => state.Add(values);

    public void FoldEach(Span<Moments> states, ReadOnlySpan<double> values, long position) =>
        default(Variance).FoldEach(states, values, position);

    public void FoldZeros(ref Moments state, long count) => state.AddZeros(count);

    public bool CountsValues => true;

    public long CountOf(Moments state) => state.Count;

    public void FoldAt(Span<Moments> states, ReadOnlySpan<int> lanes, ReadOnlySpan<double> values) =>
        default(Variance).FoldAt(states, lanes, values);

    public void Merge(ref Moments state, Moments other) => state.Merge(other);

    public Moments Finish(Moments state) => state;
}
