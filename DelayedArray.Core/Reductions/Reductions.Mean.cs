using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>Mean in float64; NaN without elements.</summary>
    public static Reduction<T, Tensor<double>> Mean<T>() where T : unmanaged, INumber<T> =>
        Reduction.Of<T, double, double, Mean<T>>(default);

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Mean of all elements in float64; NaN without elements.</summary>
        public double Mean(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.Mean<T>(), skipNaN, options);

        /// <summary>Mean over axes in float64; NaN without elements.</summary>
        /// <param name="axis">The axes to reduce.</param>
        /// <param name="skipNaN">Whether to leave out NaN.</param>
        /// <param name="keepAxes">Whether to keep reduced axes, with length 1.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public Tensor<double> Mean(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Mean<T>(), axis, skipNaN, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Mean over axes in float64; NaN without elements.</summary>
        public Pending<Tensor<double>> Mean<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.Mean<T>(), axis, skipNaN, keepAxes);
    }
}

/// <summary>Mean in float64.</summary>
internal readonly record struct Mean<T> : IReducer<Mean<T>, T, double, double> where T : unmanaged, INumber<T>
{
    public string Name => "mean";

    public double Empty => 0;

    public void Fold(ref double state, T value, long position) => state += double.CreateTruncating(value);

    public void Merge(ref double state, double other) => state += other;

    public double Finish(double state, long count) => count == 0 ? double.NaN : state / count;

    public static void FoldRun(Mean<T> reducer, ref double state, ReadOnlySpan<T> values, long position, long stride) =>
        state += SumKernels.Sum(values);

    public static void FoldEach(Mean<T> reducer, Span<double> states, LaneRows<T> rows) => SumKernels.AddEach(states, rows);

    public static bool IgnoresZeros => true;
}
