using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>Count, non-zeros, sum, mean, variance, minimum and maximum together, in float64.</summary>
    /// <param name="ddof">The number subtracted from the count in the variance's denominator: 1 for a sample, 0 for a population.</param>
    public static Reduction<T, Statistics> Statistics<T>(int ddof = DefaultDdof) where T : unmanaged, INumber<T> =>
        States<T>().Then(states => DelayedArrays.Statistics.Of(states, ddof));

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Count, non-zeros, sum, mean, variance, minimum and maximum over axes, in one pass.</summary>
        /// <param name="axis">The axes to reduce.</param>
        /// <param name="ddof">The number subtracted from the count in the variance's denominator: 1 for a sample, 0 for a population.</param>
        /// <param name="skipNaN">Whether to leave out NaN.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public Statistics Statistics(Axes axis, int ddof = DefaultDdof, bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Statistics<T>(ddof), axis, skipNaN, keepAxes: false, options);
    }

    extension(Pass pass)
    {
        /// <summary>All of <see cref="DelayedArrays.Statistics"/> over axes.</summary>
        /// <param name="array">The array.</param>
        /// <param name="axis">The axes to reduce.</param>
        /// <param name="ddof">The number subtracted from the count in the variance's denominator: 1 for a sample, 0 for a population.</param>
        /// <param name="skipNaN">Whether to leave out NaN.</param>
        public Pending<Statistics> Statistics<T>(DelayedArray<T> array, Axes axis, int ddof = DefaultDdof, bool skipNaN = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.Statistics<T>(ddof), axis, skipNaN);
    }

    private static Reduction<T, Tensor<StatisticsState>> States<T>() where T : unmanaged, INumber<T> => typeof(T) == typeof(Half)
        ? Reduction.Of<double, StatisticsState, StatisticsState, StatisticsReducer<double>>(default).OfCast<T>()
        : Reduction.Of<T, StatisticsState, StatisticsState, StatisticsReducer<T>>(default);
}

/// <summary>The state of all statistics.</summary>
internal struct StatisticsState(Moments moments, long nonZeros, double sum, double min, double max)
{
    // Fields, so that values are added in place.
    public Moments Moments = moments;
    public long NonZeros = nonZeros;
    public double Sum = sum;
    public double Min = min;
    public double Max = max;
}

/// <summary>Computes all statistics at once.</summary>
internal readonly record struct StatisticsReducer<T> : IReducer<StatisticsReducer<T>, T, StatisticsState, StatisticsState>
    where T : unmanaged, INumber<T>
{
    public string Name => "statistics";

    public StatisticsState Empty => new(default, 0, 0, double.PositiveInfinity, double.NegativeInfinity);

    public void Fold(ref StatisticsState state, T element, long position)
    {
        var value = double.CreateTruncating(element);
        state.Moments.Add(value);
        state.NonZeros += value != 0 ? 1 : 0;
        state.Sum += value;
        state.Min = Math.Min(state.Min, value);
        state.Max = Math.Max(state.Max, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Merge(ref StatisticsState state, StatisticsState other)
    {
        var moments = state.Moments;
        moments.Merge(other.Moments);
        state = new(moments, state.NonZeros + other.NonZeros, state.Sum + other.Sum,
            Math.Min(state.Min, other.Min), Math.Max(state.Max, other.Max));
    }

    public StatisticsState Finish(StatisticsState state, long count) => state;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FoldRun(
        StatisticsReducer<T> reducer, ref StatisticsState state, ReadOnlySpan<T> values, long position, long stride)
    {
        if (values.IsEmpty)
            return;
        var sum = SumKernels.Sum(values);
        var mean = sum / values.Length;
        var moments = new Moments(values.Length, mean, SumKernels.SumOfSquares(values, mean));
        var nonZeros = 0L;
        NonZeroCount<T>.FoldRun(default, ref nonZeros, values, position, stride);
        // A sum that is a number has no NaN in it.
        var (min, max) = double.IsFinite(sum) ? ValueRange<T>.OfNumbers(values)
            : new(Extreme<T, SmallerSide>.Of(values), Extreme<T, LargerSide>.Of(values));
        reducer.Merge(ref state, new(moments, nonZeros, sum, double.CreateTruncating(min), double.CreateTruncating(max)));
    }

    public static int LaneBytes => StatisticsLanes<T>.Bytes;

    public static LaneFold<T, StatisticsState> OpenLanes(StatisticsReducer<T> reducer, int count, long length) =>
        new StatisticsLanes<T>(count, length);

    public static bool FoldsZeros => true;

    public void FoldZeros(ref StatisticsState state, long count)
    {
        state.Moments.AddZeros(count);
        state.Min = Math.Min(state.Min, 0);
        state.Max = Math.Max(state.Max, 0);
    }

    public static bool CountsValues => true;

    public long CountOf(StatisticsState state) => state.Moments.Count;
}
