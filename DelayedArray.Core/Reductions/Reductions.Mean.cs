using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>Mean in float64; NaN of nothing.</summary>
    public static Reduction<T, Tensor<double>> Mean<T>() where T : unmanaged, INumber<T> =>
        Reduction.Of<double, (long, double), double, Mean>(default).OfCast<T>();

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Mean of all elements in float64; NaN of nothing.</summary>
        public double Mean(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.Mean<T>(), skipNaN, options);

        /// <summary>Mean over axes in float64; NaN of nothing.</summary>
        /// <param name="axis">The axes that disappear.</param>
        /// <param name="skipNaN">Whether NaN is left out.</param>
        /// <param name="keepAxes">Whether reduced axes stay, with length 1.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public Tensor<double> Mean(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Mean<T>(), axis, skipNaN, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Mean over axes in float64; NaN of nothing.</summary>
        public Pending<Tensor<double>> Mean<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.Mean<T>(), axis, skipNaN, keepAxes);
    }
}

/// <summary>Mean in float64.</summary>
internal readonly record struct Mean : IReducer<Mean, double, (long Count, double Sum), double>
{
    public string Name => "mean";

    public (long Count, double Sum) Empty => (0, 0);

    public void Fold(ref (long Count, double Sum) state, double value, long position)
    {
        state.Count++;
        state.Sum += value;
    }

    public void Merge(ref (long Count, double Sum) state, (long Count, double Sum) other) =>
        state = (state.Count + other.Count, state.Sum + other.Sum);

    public double Finish((long Count, double Sum) state) => state.Count == 0 ? double.NaN : state.Sum / state.Count;

    public static void FoldRun(Mean reducer, ref (long Count, double Sum) state, ReadOnlySpan<double> values, long position, long stride)
    {
        state.Count += values.Length;
        state.Sum += SumKernels.Sum(values);
    }

    public static bool FoldsZeros => true;

    public void FoldZeros(ref (long Count, double Sum) state, long count) => state.Count += count;

    public static bool CountsValues => true;

    public long CountOf((long Count, double Sum) state) => state.Count;
}
