using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>The usual statistics of the elements along axes, computed in float64 in one pass.</summary>
/// <param name="Count">Elements; without NaN where NaN is skipped.</param>
/// <param name="NonZeros">Elements that are not zero.</param>
/// <param name="Sum">Sum; 0 of nothing.</param>
/// <param name="Mean">Mean; NaN of nothing.</param>
/// <param name="Variance">Variance with the denominator count - ddof; NaN where that is not positive.</param>
/// <param name="Min">Smallest element; NaN of nothing.</param>
/// <param name="Max">Largest element; NaN of nothing.</param>
public sealed record Statistics(
    Tensor<long> Count, Tensor<long> NonZeros, Tensor<double> Sum, Tensor<double> Mean, Tensor<double> Variance,
    Tensor<double> Min, Tensor<double> Max)
{
    /// <summary>Square root of the variance.</summary>
    public Tensor<double> StandardDeviation => Tensor.Sqrt<double>(Variance);

    internal static Statistics Of(Tensor<StatisticsState> states, int ddof)
    {
        return new Statistics(
            Take(s => s.Moments.Count), Take(s => s.NonZeros), Take(s => s.Sum),
            Take(s => s.Moments.Count == 0 ? double.NaN : s.Sum / s.Moments.Count), Take(s => s.Moments.Variance(ddof)),
            Take(s => s.Moments.Count == 0 ? double.NaN : s.Min), Take(s => s.Moments.Count == 0 ? double.NaN : s.Max));

        Tensor<TValue> Take<TValue>(Func<StatisticsState, TValue> take) => states.Select(take);
    }
}

/// <summary>Computes several statistics at once.</summary>
public static class StatisticsExtensions
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Count, non-zeros, sum, mean, variance, minimum and maximum over axes, in one pass.</summary>
        /// <param name="axis">The axes that disappear.</param>
        /// <param name="ddof">What is taken from the count in the variance's denominator: 1 of a sample, 0 of a population.</param>
        /// <param name="skipNaN">Whether NaN is left out.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public Statistics Statistics(Axes axis, int ddof = 1, bool skipNaN = false, ExecutionOptions? options = null) =>
            DelayedArrays.Statistics.Of(
                NumericReductions.Over<double, StatisticsState, StatisticsState, StatisticsReducer>(
                    x.Cast<double>(), axis, default, skipNaN, keepAxes: false, options),
                ddof);
    }
}

/// <summary>What is known of some values.</summary>
internal struct StatisticsState(Moments moments, long nonZeros, double sum, double min, double max)
{
    // Fields, so that values are added where the state lies.
    public Moments Moments = moments;
    public long NonZeros = nonZeros;
    public double Sum = sum;
    public double Min = min;
    public double Max = max;
}

/// <summary>All statistics at once.</summary>
internal readonly record struct StatisticsReducer : IReducer<double, StatisticsState, StatisticsState>
{
    public string Name => "statistics";

    public StatisticsState Empty => new(default, 0, 0, double.PositiveInfinity, double.NegativeInfinity);

    public void Fold(ref StatisticsState state, ReadOnlySpan<double> values, long position, long stride)
    {
        if (values.IsEmpty)
            return;
        var sum = SumKernels.Sum(values);
        var mean = sum / values.Length;
        var moments = new Moments(values.Length, mean, SumKernels.SumOfSquares(values, mean));
        var nonZeros = values.Length - SumKernels.CountZeros(values);
        Merge(ref state, new(moments, nonZeros, sum, TensorPrimitives.Min(values), TensorPrimitives.Max(values)));
    }

    public void FoldEach(Span<StatisticsState> states, ReadOnlySpan<double> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            Add(ref states[i], values[i]);
    }

    public bool FoldsZeros => true;

    public void FoldZeros(ref StatisticsState state, long count)
    {
        state.Moments.AddZeros(count);
        state.Min = Math.Min(state.Min, 0);
        state.Max = Math.Max(state.Max, 0);
    }

    public bool CountsValues => true;

    public long CountOf(StatisticsState state) => state.Moments.Count;

    public void FoldAt(Span<StatisticsState> states, ReadOnlySpan<int> lanes, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            Add(ref states[lanes[i]], values[i]);
    }

    public void Merge(ref StatisticsState state, StatisticsState other)
    {
        var moments = state.Moments;
        moments.Merge(other.Moments);
        state = new(moments, state.NonZeros + other.NonZeros, state.Sum + other.Sum,
            Math.Min(state.Min, other.Min), Math.Max(state.Max, other.Max));
    }

    public StatisticsState Finish(StatisticsState state) => state;

    private static void Add(ref StatisticsState state, double value)
    {
        state.Moments.Add(value);
        state.NonZeros += value != 0 ? 1 : 0;
        state.Sum += value;
        state.Min = Math.Min(state.Min, value);
        state.Max = Math.Max(state.Max, value);
    }
}
