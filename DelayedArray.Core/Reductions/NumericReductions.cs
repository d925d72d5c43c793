using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Reductions of all numeric arrays. NaN makes a result NaN unless it is skipped.</summary>
public static class NumericReductions
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Mean of all elements in float64; NaN of nothing.</summary>
        public double Mean(bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Mean(Axes.All, skipNaN, keepAxes: false, options).Single();

        /// <summary>Mean over axes in float64; NaN of nothing.</summary>
        /// <param name="axis">The axes that disappear.</param>
        /// <param name="skipNaN">Whether NaN is left out.</param>
        /// <param name="keepAxes">Whether reduced axes stay, with length 1.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public Tensor<double> Mean(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            Over<double, (long, double), double, Mean>(x.Cast<double>(), axis, default, skipNaN, keepAxes, options);

        /// <summary>Variance of all elements in float64.</summary>
        /// <param name="ddof">What is taken from the count in the denominator: 0 of a population, 1 of a sample.</param>
        /// <param name="skipNaN">Whether NaN is left out.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public double Variance(int ddof = 0, bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Variance(Axes.All, ddof, skipNaN, keepAxes: false, options).Single();

        /// <summary>Variance over axes in float64; NaN where there are no more than <paramref name="ddof"/> elements.</summary>
        /// <param name="axis">The axes that disappear.</param>
        /// <param name="ddof">What is taken from the count in the denominator: 0 of a population, 1 of a sample.</param>
        /// <param name="skipNaN">Whether NaN is left out.</param>
        /// <param name="keepAxes">Whether reduced axes stay, with length 1.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        [OverloadResolutionPriority(1)] // A bare number is an axis.
        public Tensor<double> Variance(
            Axes axis, int ddof = 0, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            Over<double, Moments, double, Variance>(x.Cast<double>(), axis, new(ddof, Root: false), skipNaN, keepAxes, options);

        /// <summary>Standard deviation of all elements in float64: the square root of the variance.</summary>
        public double StandardDeviation(int ddof = 0, bool skipNaN = false, ExecutionOptions? options = null) =>
            x.StandardDeviation(Axes.All, ddof, skipNaN, keepAxes: false, options).Single();

        /// <summary>Standard deviation over axes in float64: the square root of the variance.</summary>
        [OverloadResolutionPriority(1)] // A bare number is an axis.
        public Tensor<double> StandardDeviation(
            Axes axis, int ddof = 0, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            Over<double, Moments, double, Variance>(x.Cast<double>(), axis, new(ddof, Root: true), skipNaN, keepAxes, options);

        /// <summary>Norm of all elements in float64; 0 of nothing.</summary>
        public double Norm(NormOrder order = NormOrder.Two, ExecutionOptions? options = null) =>
            x.Norm(Axes.All, order, keepAxes: false, options).Single();

        /// <summary>Norm over axes in float64; 0 of nothing.</summary>
        [OverloadResolutionPriority(1)] // A bare number is an axis.
        public Tensor<double> Norm(
            Axes axis, NormOrder order = NormOrder.Two, bool keepAxes = false, ExecutionOptions? options = null) =>
            Over<double, double, double, Norm>(x.Cast<double>(), axis, new(order), skipNaN: false, keepAxes, options);

        /// <summary>Smallest element; NaN where one is.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public T Min(bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Min(Axes.All, skipNaN, keepAxes: false, options).Single();

        /// <summary>Smallest element over axes; NaN where one is, or, where NaN is skipped, where all are.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public Tensor<T> Min(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            Over<T, (bool, T), T, Extreme<T>>(x, axis, new(Largest: false, skipNaN && x.Shape.Count > 0), skipNaN, keepAxes, options);

        /// <summary>Largest element; NaN where one is.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public T Max(bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Max(Axes.All, skipNaN, keepAxes: false, options).Single();

        /// <summary>Largest element over axes; NaN where one is, or, where NaN is skipped, where all are.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public Tensor<T> Max(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            Over<T, (bool, T), T, Extreme<T>>(x, axis, new(Largest: true, skipNaN && x.Shape.Count > 0), skipNaN, keepAxes, options);

        /// <summary>Position in C order of the smallest element, the first of equal ones; of the first NaN where there is one.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public long ArgMin(bool skipNaN = false, ExecutionOptions? options = null) =>
            x.ArgMin(Axes.All, skipNaN, keepAxes: false, options).Single();

        /// <summary>Position of the smallest element among those reduced, in C order of the axes reduced.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public Tensor<long> ArgMin(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            Over<T, (long, T), long, ArgExtreme<T>>(x, axis, new(Largest: false), skipNaN, keepAxes, options);

        /// <summary>Position in C order of the largest element, the first of equal ones; of the first NaN where there is one.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public long ArgMax(bool skipNaN = false, ExecutionOptions? options = null) =>
            x.ArgMax(Axes.All, skipNaN, keepAxes: false, options).Single();

        /// <summary>Position of the largest element among those reduced, in C order of the axes reduced.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public Tensor<long> ArgMax(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            Over<T, (long, T), long, ArgExtreme<T>>(x, axis, new(Largest: true), skipNaN, keepAxes, options);

        /// <summary>Number of elements that are not zero; NaN is not.</summary>
        public long CountNonZero(ExecutionOptions? options = null) => x.Cast<bool>().CountNonZero(options);

        /// <summary>Number of elements over axes that are not zero; NaN is not.</summary>
        public Tensor<long> CountNonZero(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Cast<bool>().CountNonZero(axis, keepAxes, options);
    }

    internal static T Single<T>(this Tensor<T> tensor) where T : unmanaged
    {
        Span<T> value = stackalloc T[1];
        tensor.FlattenTo(value);
        return value[0];
    }

    internal static Tensor<TResult> Over<T, TState, TResult, TReducer>(
        DelayedArray<T> x, Axes axis, TReducer reducer, bool skipNaN, bool keepAxes, ExecutionOptions? options)
        where T : unmanaged, INumber<T> where TState : unmanaged where TResult : unmanaged
        where TReducer : struct, IReducer<T, TState, TResult> => skipNaN
        ? x.Reduce<T, TState, TResult, SkipNaN<T, TState, TResult, TReducer>>(axis, new(reducer), keepAxes, options)
        : x.Reduce<T, TState, TResult, TReducer>(axis, reducer, keepAxes, options);
}
