using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Sums and products of floating-point arrays, in float64.</summary>
public static class FloatSums
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>Sum of all elements in float64; 0 of nothing.</summary>
        public double Sum(bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Sum(Axes.All, skipNaN, keepAxes: false, options).Single();

        /// <summary>Sum over axes in float64; 0 of nothing.</summary>
        /// <param name="axis">The axes that disappear.</param>
        /// <param name="skipNaN">Whether NaN is left out.</param>
        /// <param name="keepAxes">Whether reduced axes stay, with length 1.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        public Tensor<double> Sum(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            NumericReductions.Over<T, double, double, FloatSum<T>>(x, axis, default, skipNaN, keepAxes, options);

        /// <summary>Product of all elements in float64; 1 of nothing.</summary>
        public double Product(bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Product(Axes.All, skipNaN, keepAxes: false, options).Single();

        /// <summary>Product over axes in float64; 1 of nothing.</summary>
        public Tensor<double> Product(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            NumericReductions.Over<double, double, double, FloatProduct>(x.Cast<double>(), axis, default, skipNaN, keepAxes, options);
    }
}

/// <summary>Exact sums and products of integer arrays; a result that does not fit is an error, never a wrong number.</summary>
public static class IntegerSums
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, IBinaryInteger<T>
    {
        /// <summary>Exact sum of all elements; 0 of nothing.</summary>
        /// <exception cref="OverflowException">The sum does not fit in 64 bits; <c>SumExact</c> has room for it.</exception>
        public long Sum(ExecutionOptions? options = null) => ToInt64(x.SumExact(Axes.All, keepAxes: false, options).Single());

        /// <summary>Exact sum over axes; 0 of nothing.</summary>
        /// <param name="axis">The axes that disappear.</param>
        /// <param name="keepAxes">Whether reduced axes stay, with length 1.</param>
        /// <param name="options">Threads, memory, progress, cancellation.</param>
        /// <exception cref="OverflowException">A sum does not fit in 64 bits; <c>SumExact</c> has room for it.</exception>
        public Tensor<long> Sum(Axes axis, bool keepAxes = false, ExecutionOptions? options = null)
        {
            var exact = x.SumExact(axis, keepAxes, options);
            var wide = new Int128[exact.FlattenedLength];
            exact.FlattenTo(wide);
            return Tensor.Create([.. wide.Select(ToInt64)], exact.Lengths);
        }

        /// <summary>Sum over axes in 128 bits, which no array is large enough to overflow.</summary>
        public Tensor<Int128> SumExact(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce<T, Int128, Int128, IntegerSum<T>>(axis, default, keepAxes, options);

        /// <summary>Exact product of all elements; 1 of nothing.</summary>
        /// <exception cref="OverflowException">The product does not fit in 64 bits.</exception>
        public long Product(ExecutionOptions? options = null) => x.Product(Axes.All, keepAxes: false, options).Single();

        /// <summary>Exact product over axes; 1 of nothing.</summary>
        /// <exception cref="OverflowException">A product does not fit in 64 bits.</exception>
        public Tensor<long> Product(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce<T, (Int128, bool), long, IntegerProduct<T>>(axis, default, keepAxes, options);
    }

    private static long ToInt64(Int128 sum) => sum == (long)sum ? (long)sum
        : throw new OverflowException($"the sum {sum} does not fit in 64 bits");
}
