using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>Sum in float64; 0 without elements.</summary>
    public static Reduction<T, Tensor<double>> Sum<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
        Reduction.Of<T, double, double, FloatSum<T>>(default);

    /// <summary>Sum in 128 bits; 0 without elements. No array is large enough to overflow it.</summary>
    public static Reduction<T, Tensor<Int128>> SumExact<T>() where T : unmanaged, IBinaryInteger<T> =>
        Reduction.Of<T, Int128, Int128, IntegerSum<T>>(default);

    extension<T>(DelayedArray<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>Sum of all elements in float64; 0 without elements.</summary>
        public double Sum(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.Sum<T>(), skipNaN, options);

        /// <summary>Sum over axes in float64; 0 without elements.</summary>
        /// <param name="axis">The axes to reduce.</param>
        /// <param name="skipNaN">Whether to leave out NaN.</param>
        /// <param name="keepAxes">Whether to keep reduced axes, with length 1.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public Tensor<double> Sum(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Sum<T>(), axis, skipNaN, keepAxes, options);
    }

    extension<T>(DelayedArray<T> x) where T : unmanaged, IBinaryInteger<T>
    {
        /// <summary>Exact sum of all elements; 0 without elements.</summary>
        /// <exception cref="OverflowException">The sum does not fit in 64 bits. <c>SumExact</c> returns such sums.</exception>
        public long Sum(ExecutionOptions? options = null) => x.Reduce(SumInt64<T>(), options: options);

        /// <summary>Exact sum over axes; 0 without elements.</summary>
        /// <param name="axis">The axes to reduce.</param>
        /// <param name="keepAxes">Whether to keep reduced axes, with length 1.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        /// <exception cref="OverflowException">A sum does not fit in 64 bits. <c>SumExact</c> returns such sums.</exception>
        public Tensor<long> Sum(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(SumInt64<T>(), axis, skipNaN: false, keepAxes, options);

        /// <summary>Sum over axes in 128 bits. No array is large enough to overflow it.</summary>
        public Tensor<Int128> SumExact(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.SumExact<T>(), axis, skipNaN: false, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Sum over axes in float64.</summary>
        public Pending<Tensor<double>> Sum<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, IFloatingPointIeee754<T> => pass.Reduce(array, Reductions.Sum<T>(), axis, skipNaN, keepAxes);

        /// <summary>Exact sum over axes of integers, in 128 bits.</summary>
        public Pending<Tensor<Int128>> SumExact<T>(DelayedArray<T> array, Axes axis, bool keepAxes = false)
            where T : unmanaged, IBinaryInteger<T> => pass.Reduce(array, Reductions.SumExact<T>(), axis, skipNaN: false, keepAxes);
    }

    private static Reduction<T, Tensor<long>> SumInt64<T>() where T : unmanaged, IBinaryInteger<T> =>
        Reductions.SumExact<T>().Then(sums => sums.Select(sum => sum == (long)sum ? (long)sum
            : throw new OverflowException($"the sum {sum} does not fit in 64 bits")));
}

/// <summary>Sum of floating-point values, in float64.</summary>
internal readonly record struct FloatSum<T> : IReducer<FloatSum<T>, T, double, double> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "sum";

    public double Empty => 0;

    public void Fold(ref double state, T value, long position) => state += double.CreateTruncating(value);

    public void Merge(ref double state, double other) => state += other;

    public double Finish(double state, long count) => state;

    public static void FoldRun(FloatSum<T> reducer, ref double state, ReadOnlySpan<T> values, long position, long stride) =>
        state += SumKernels.Sum(values);

    public static void FoldEach(FloatSum<T> reducer, Span<double> states, LaneRows<T> rows) => SumKernels.AddEach(states, rows);

    public static bool IgnoresZeros => true;
}

/// <summary>Exact sum of integers.</summary>
internal readonly record struct IntegerSum<T> : IReducer<IntegerSum<T>, T, Int128, Int128> where T : unmanaged, INumber<T>
{
    public string Name => "sum";

    public Int128 Empty => 0;

    public void Fold(ref Int128 state, T value, long position) => state += Int128.CreateTruncating(value);

    public void Merge(ref Int128 state, Int128 other) => state = checked(state + other);

    public Int128 Finish(Int128 state, long count) => state;

    public static void FoldRun(IntegerSum<T> reducer, ref Int128 state, ReadOnlySpan<T> values, long position, long stride) =>
        state += ExactSums.Of(values);

    public static int LaneBytes => IntegerSumLanes<T>.Bytes;

    public static LaneFold<T, Int128> OpenLanes(IntegerSum<T> reducer, int count, long length) => new IntegerSumLanes<T>(count);

    public static bool IgnoresZeros => true;
}
