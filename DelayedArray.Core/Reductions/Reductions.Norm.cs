using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>A vector norm in float64; 0 without elements.</summary>
    public static Reduction<T, Tensor<double>> Norm<T>(NormOrder order = NormOrder.Two) where T : unmanaged, INumber<T> =>
        Reduction.Of<double, double, double, Norm>(new(order)).OfCast<T>();

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Norm of all elements in float64; 0 without elements.</summary>
        public double Norm(NormOrder order = NormOrder.Two, bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Norm<T>(order), skipNaN, options);

        /// <summary>Norm over axes in float64; 0 without elements.</summary>
        [OverloadResolutionPriority(1)] // A bare number is an axis.
        public Tensor<double> Norm(
            Axes axis, NormOrder order = NormOrder.Two, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Norm<T>(order), axis, skipNaN, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Norm over axes in float64; 0 without elements.</summary>
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

    public double Finish(double state, long count) => Order == NormOrder.Two ? Math.Sqrt(state) : state;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldEach(Norm reducer, Span<double> states, LaneRows<double> rows)
    {
        if (reducer.Order == NormOrder.Two)
            IFold<SquareFold, double>.Each(states, rows);
        else if (reducer.Order == NormOrder.One)
            IFold<MagnitudeFold, double>.Each(states, rows);
        else
            IFold<LargestMagnitudeFold, double>.Each(states, rows);
    }

    public static bool IgnoresZeros => true;
}

internal readonly struct SquareFold : IFold<SquareFold, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double state, double value) => state + (value * value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> states, Vector256<double> values) => states + (values * values);
}

internal readonly struct MagnitudeFold : IFold<MagnitudeFold, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double state, double value) => state + Math.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> states, Vector256<double> values) => states + Vector256.Abs(values);
}

internal readonly struct LargestMagnitudeFold : IFold<LargestMagnitudeFold, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double state, double value) => Math.Max(state, Math.Abs(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> states, Vector256<double> values) => Vector256.Max(states, Vector256.Abs(values));
}
