using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>A vector norm in float64; 0 of nothing.</summary>
    public static Reduction<T, Tensor<double>> Norm<T>(NormOrder order = NormOrder.Two) where T : unmanaged, INumber<T> =>
        Reduction.Of<double, double, double, Norm>(new(order)).OfCast<T>();

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Norm of all elements in float64; 0 of nothing.</summary>
        public double Norm(NormOrder order = NormOrder.Two, bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Norm<T>(order), skipNaN, options);

        /// <summary>Norm over axes in float64; 0 of nothing.</summary>
        [OverloadResolutionPriority(1)] // A bare number is an axis.
        public Tensor<double> Norm(
            Axes axis, NormOrder order = NormOrder.Two, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Norm<T>(order), axis, skipNaN, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Norm over axes in float64; 0 of nothing.</summary>
        public Pending<Tensor<double>> Norm<T>(
            DelayedArray<T> array, Axes axis, NormOrder order = NormOrder.Two, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.Norm<T>(order), axis, skipNaN, keepAxes);
    }
}

/// <summary>A vector norm in float64.</summary>
internal readonly record struct Norm(NormOrder Order) : IReducer<Norm, double, double, double>
{
    public string Name => $"norm {Order}";

    public double Empty => 0;

    public void Fold(ref double state, double value, long position) =>
        Merge(ref state, Order == NormOrder.Two ? value * value : Math.Abs(value));

    public void Merge(ref double state, double other) => state = Order == NormOrder.Infinity ? Math.Max(state, other) : state + other;

    public double Finish(double state) => Order == NormOrder.Two ? Math.Sqrt(state) : state;

    public static void FoldRun(Norm reducer, ref double state, ReadOnlySpan<double> values, long position, long stride)
    {
        if (reducer.Order == NormOrder.Two)
        {
            state += SumKernels.SumOfSquares(values, 0);
            return;
        }
        foreach (var value in values)
            reducer.Merge(ref state, Math.Abs(value));
    }

    public static bool FoldsZeros => true;

    public void FoldZeros(ref double state, long count)
    {
        // Zeros add nothing.
    }
}
