using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>Smallest element; NaN where one is, or, where NaN is skipped, where all are. An error of nothing.</summary>
    public static Reduction<T, Tensor<T>> Min<T>() where T : unmanaged, INumber<T> =>
        Reduction.Of<T, (bool, T), T, Extreme<T>>(new(Largest: false));

    /// <summary>Largest element; NaN where one is, or, where NaN is skipped, where all are. An error of nothing.</summary>
    public static Reduction<T, Tensor<T>> Max<T>() where T : unmanaged, INumber<T> =>
        Reduction.Of<T, (bool, T), T, Extreme<T>>(new(Largest: true));

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Smallest element; NaN where one is.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public T Min(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.Min<T>(), skipNaN, options);

        /// <summary>Smallest element over axes; NaN where one is, or, where NaN is skipped, where all are.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public Tensor<T> Min(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Min<T>(), axis, skipNaN, keepAxes, options);

        /// <summary>Largest element; NaN where one is.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public T Max(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.Max<T>(), skipNaN, options);

        /// <summary>Largest element over axes; NaN where one is, or, where NaN is skipped, where all are.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public Tensor<T> Max(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Max<T>(), axis, skipNaN, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Smallest element over axes; NaN where one is, or, where NaN is skipped, where all are.</summary>
        public Pending<Tensor<T>> Min<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.Min<T>(), axis, skipNaN, keepAxes);

        /// <summary>Largest element over axes; NaN where one is, or, where NaN is skipped, where all are.</summary>
        public Pending<Tensor<T>> Max<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.Max<T>(), axis, skipNaN, keepAxes);
    }
}

/// <summary>Smallest or largest value; NaN where one is.</summary>
internal readonly record struct Extreme<T>(bool Largest) : IReducer<Extreme<T>, T, (bool Any, T Value), T>
    where T : unmanaged, INumber<T>
{
    public string Name => Largest ? "max" : "min";

    public (bool Any, T Value) Empty => default;

    public void Fold(ref (bool Any, T Value) state, T value, long position) => Merge(ref state, (true, value));

    public void Merge(ref (bool Any, T Value) state, (bool Any, T Value) other)
    {
        if (!other.Any)
            return;
        state = state.Any ? (true, Largest ? T.Max(state.Value, other.Value) : T.Min(state.Value, other.Value)) : other;
    }

    public T Finish((bool Any, T Value) state) => state.Any ? state.Value
        : throw new InvalidOperationException($"{Name} of no values is not defined");

    public static T FinishSkipped(Extreme<T> reducer, (bool Any, T Value) state) =>
        state.Any ? state.Value : T.CreateTruncating(double.NaN);

    public static void FoldRun(Extreme<T> reducer, ref (bool Any, T Value) state, ReadOnlySpan<T> values, long position, long stride)
    {
        if (!values.IsEmpty)
            reducer.Merge(ref state, (true, reducer.Largest ? TensorPrimitives.Max(values) : TensorPrimitives.Min(values)));
    }

    public static bool FoldsZeros => true;

    public void FoldZeros(ref (bool Any, T Value) state, long count) => Merge(ref state, (true, T.Zero));
}
