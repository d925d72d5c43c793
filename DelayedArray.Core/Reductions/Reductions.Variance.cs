using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>Variance in float64; NaN if there are no more than <paramref name="ddof"/> elements.</summary>
    /// <param name="ddof">The number subtracted from the count in the denominator: 1 for a sample, 0 for a population.</param>
    public static Reduction<T, Tensor<double>> Variance<T>(int ddof = DefaultDdof) where T : unmanaged, INumber<T> =>
        OfMoments<T, double>("var", moments => moments.Variance(ddof));

    /// <summary>Standard deviation in float64: the square root of the variance.</summary>
    /// <param name="ddof">The number subtracted from the count in the denominator: 1 for a sample, 0 for a population.</param>
    public static Reduction<T, Tensor<double>> StandardDeviation<T>(int ddof = DefaultDdof) where T : unmanaged, INumber<T> =>
        OfMoments<T, double>("sd", moments => Math.Sqrt(moments.Variance(ddof)));

    /// <summary>Mean and variance together, in float64: the two statistics for choosing variable features.</summary>
    /// <param name="ddof">The number subtracted from the count in the denominator: 1 for a sample, 0 for a population.</param>
    public static Reduction<T, MeanAndVariance> MeanAndVariance<T>(int ddof = DefaultDdof) where T : unmanaged, INumber<T> =>
        OfMoments<T, Moments>("mean and var", moments => moments).Then(moments => DelayedArrays.MeanAndVariance.Of(moments, ddof));

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Variance of all elements in float64.</summary>
        /// <param name="ddof">The number subtracted from the count in the denominator: 1 for a sample, 0 for a population.</param>
        /// <param name="skipNaN">Whether to leave out NaN.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public double Variance(int ddof = DefaultDdof, bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Variance<T>(ddof), skipNaN, options);

        /// <summary>Variance over axes in float64; NaN if there are no more than <paramref name="ddof"/> elements.</summary>
        /// <param name="axis">The axes to reduce.</param>
        /// <param name="ddof">The number subtracted from the count in the denominator: 1 for a sample, 0 for a population.</param>
        /// <param name="skipNaN">Whether to leave out NaN.</param>
        /// <param name="keepAxes">Whether to keep reduced axes, with length 1.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        [OverloadResolutionPriority(1)] // A bare number is an axis.
        public Tensor<double> Variance(
            Axes axis, int ddof = DefaultDdof, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Variance<T>(ddof), axis, skipNaN, keepAxes, options);

        /// <summary>Standard deviation of all elements in float64: the square root of the variance.</summary>
        public double StandardDeviation(int ddof = DefaultDdof, bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.StandardDeviation<T>(ddof), skipNaN, options);

        /// <summary>Standard deviation over axes in float64: the square root of the variance.</summary>
        [OverloadResolutionPriority(1)] // A bare number is an axis.
        public Tensor<double> StandardDeviation(
            Axes axis, int ddof = DefaultDdof, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.StandardDeviation<T>(ddof), axis, skipNaN, keepAxes, options);

        /// <summary>Mean and variance over axes, in one pass: the two statistics for choosing variable features.</summary>
        public MeanAndVariance MeanAndVariance(
            Axes axis, int ddof = DefaultDdof, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.MeanAndVariance<T>(ddof), axis, skipNaN, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Variance over axes in float64.</summary>
        public Pending<Tensor<double>> Variance<T>(
            DelayedArray<T> array, Axes axis, int ddof = DefaultDdof, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.Variance<T>(ddof), axis, skipNaN, keepAxes);

        /// <summary>Standard deviation over axes in float64.</summary>
        public Pending<Tensor<double>> StandardDeviation<T>(
            DelayedArray<T> array, Axes axis, int ddof = DefaultDdof, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.StandardDeviation<T>(ddof), axis, skipNaN, keepAxes);

        /// <summary>Mean and variance over axes in float64.</summary>
        public Pending<MeanAndVariance> MeanAndVariance<T>(
            DelayedArray<T> array, Axes axis, int ddof = DefaultDdof, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.MeanAndVariance<T>(ddof), axis, skipNaN, keepAxes);
    }

    private static Reduction<T, Tensor<TResult>> OfMoments<T, TResult>(string name, Func<Moments, TResult> result)
        where T : unmanaged, INumber<T> where TResult : unmanaged => typeof(T) == typeof(Half)
            ? Reduction.Of<double, Moments, TResult, MomentsReducer<double, TResult>>(new(name, result)).OfCast<T>()
            : Reduction.Of<T, Moments, TResult, MomentsReducer<T, TResult>>(new(name, result));
}

/// <summary>Computes a result from count, mean and squared distances.</summary>
internal readonly record struct MomentsReducer<T, TResult>(string Name, Func<Moments, TResult> Result)
    : IReducer<MomentsReducer<T, TResult>, T, Moments, TResult> where T : unmanaged, INumber<T> where TResult : unmanaged
{
    public Moments Empty => default;

    public void Fold(ref Moments state, T value, long position) => state.Add(double.CreateTruncating(value));

    public void Merge(ref Moments state, Moments other) => state.Merge(other);

    public TResult Finish(Moments state, long count) => Result(state);

    public static void FoldRun(
        MomentsReducer<T, TResult> reducer, ref Moments state, ReadOnlySpan<T> values, long position, long stride) => state.Add(values);

    public static int LaneBytes => MomentLanes<T>.Bytes;

    public static LaneFold<T, Moments> OpenLanes(MomentsReducer<T, TResult> reducer, int count, long length) =>
        new MomentLanes<T>(count, length);

    public static bool FoldsZeros => true;

    public void FoldZeros(ref Moments state, long count) => state.AddZeros(count);

    public static bool CountsValues => true;

    public long CountOf(Moments state) => state.Count;
}
