using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>The named reductions as parts of a <see cref="Pass"/>.</summary>
public static class PassReductions
{
    extension(Pass pass)
    {
        /// <summary>Sum over axes in float64.</summary>
        public Pending<Tensor<double>> Sum<T>(DelayedArray<T> array, Axes axis, bool keepAxes = false)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            pass.Reduce<T, double, double, FloatSum<T>>(array, axis, default, keepAxes);

        /// <summary>Exact sum over axes of integers, in 128 bits.</summary>
        public Pending<Tensor<Int128>> SumExact<T>(DelayedArray<T> array, Axes axis, bool keepAxes = false)
            where T : unmanaged, IBinaryInteger<T> =>
            pass.Reduce<T, Int128, Int128, IntegerSum<T>>(array, axis, default, keepAxes);

        /// <summary>Mean over axes in float64; NaN of nothing.</summary>
        public Pending<Tensor<double>> Mean<T>(DelayedArray<T> array, Axes axis, bool keepAxes = false)
            where T : unmanaged, INumber<T>
        {
            ArgumentNullException.ThrowIfNull(array);
            return pass.Reduce<double, (long, double), double, Mean>(array.Cast<double>(), axis, default, keepAxes);
        }

        /// <summary>Variance over axes in float64.</summary>
        public Pending<Tensor<double>> Variance<T>(DelayedArray<T> array, Axes axis, int ddof = 0, bool keepAxes = false)
            where T : unmanaged, INumber<T>
        {
            ArgumentNullException.ThrowIfNull(array);
            return pass.Reduce<double, Moments, double, Variance>(array.Cast<double>(), axis, new(ddof, Root: false), keepAxes);
        }

        /// <summary>Mean and variance over axes in float64.</summary>
        public Pending<MeanAndVariance> MeanAndVariance<T>(DelayedArray<T> array, Axes axis, int ddof = 0, bool keepAxes = false)
            where T : unmanaged, INumber<T>
        {
            ArgumentNullException.ThrowIfNull(array);
            return pass.Reduce<double, Moments, Moments, MomentsReducer>(array.Cast<double>(), axis, default, keepAxes)
                .Then(moments => DelayedArrays.MeanAndVariance.Of(moments, ddof));
        }

        /// <summary>Smallest element over axes; NaN where one is.</summary>
        public Pending<Tensor<T>> Min<T>(DelayedArray<T> array, Axes axis, bool keepAxes = false) where T : unmanaged, INumber<T> =>
            pass.Reduce<T, (bool, T), T, Extreme<T>>(array, axis, new(Largest: false, SkipsNaN: false), keepAxes);

        /// <summary>Largest element over axes; NaN where one is.</summary>
        public Pending<Tensor<T>> Max<T>(DelayedArray<T> array, Axes axis, bool keepAxes = false) where T : unmanaged, INumber<T> =>
            pass.Reduce<T, (bool, T), T, Extreme<T>>(array, axis, new(Largest: true, SkipsNaN: false), keepAxes);

        /// <summary>Number of elements over axes that are not zero.</summary>
        public Pending<Tensor<long>> CountNonZero(DelayedArray array, Axes axis, bool keepAxes = false)
        {
            ArgumentNullException.ThrowIfNull(array);
            return pass.Reduce<bool, long, long, CountTrue>(array.Cast<bool>(), axis, default, keepAxes);
        }

        /// <summary>All of <see cref="DelayedArrays.Statistics"/> over axes.</summary>
        /// <param name="array">What is reduced.</param>
        /// <param name="axis">The axes that disappear.</param>
        /// <param name="ddof">What is taken from the count in the variance's denominator.</param>
        /// <param name="skipNaN">Whether NaN is left out.</param>
        public Pending<Statistics> Statistics<T>(DelayedArray<T> array, Axes axis, int ddof = 1, bool skipNaN = false)
            where T : unmanaged, INumber<T>
        {
            ArgumentNullException.ThrowIfNull(array);
            var values = array.Cast<double>();
            var states = skipNaN
                ? pass.Reduce<double, StatisticsState, StatisticsState, SkipNaN<double, StatisticsState, StatisticsState, StatisticsReducer>>(values, axis, default)
                : pass.Reduce<double, StatisticsState, StatisticsState, StatisticsReducer>(values, axis, default);
            return states.Then(state => DelayedArrays.Statistics.Of(state, ddof));
        }
    }
}
