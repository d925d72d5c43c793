using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>
    /// Position of the smallest element in C order of the axes reduced: the first of equal ones, or the first NaN where there is
    /// one. An error of nothing.
    /// </summary>
    public static Reduction<T, Tensor<long>> ArgMin<T>() where T : unmanaged, INumber<T> =>
        Reduction.Of<T, (long, T), long, ArgExtreme<T>>(new(Largest: false));

    /// <summary>
    /// Position of the largest element in C order of the axes reduced: the first of equal ones, or the first NaN where there is
    /// one. An error of nothing.
    /// </summary>
    public static Reduction<T, Tensor<long>> ArgMax<T>() where T : unmanaged, INumber<T> =>
        Reduction.Of<T, (long, T), long, ArgExtreme<T>>(new(Largest: true));

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Position in C order of the smallest element, the first of equal ones; of the first NaN where there is one.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public long ArgMin(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.ArgMin<T>(), skipNaN, options);

        /// <summary>Position of the smallest element among those reduced, in C order of the axes reduced.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public Tensor<long> ArgMin(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.ArgMin<T>(), axis, skipNaN, keepAxes, options);

        /// <summary>Position in C order of the largest element, the first of equal ones; of the first NaN where there is one.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public long ArgMax(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.ArgMax<T>(), skipNaN, options);

        /// <summary>Position of the largest element among those reduced, in C order of the axes reduced.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public Tensor<long> ArgMax(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.ArgMax<T>(), axis, skipNaN, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Position of the smallest element among those reduced, in C order of the axes reduced.</summary>
        public Pending<Tensor<long>> ArgMin<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.ArgMin<T>(), axis, skipNaN, keepAxes);

        /// <summary>Position of the largest element among those reduced, in C order of the axes reduced.</summary>
        public Pending<Tensor<long>> ArgMax<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.ArgMax<T>(), axis, skipNaN, keepAxes);
    }
}

/// <summary>Position of the smallest or largest value, the first of equal ones; the first NaN where there is one.</summary>
internal readonly record struct ArgExtreme<T>(bool Largest) : IReducer<ArgExtreme<T>, T, (long Position, T Value), long>
    where T : unmanaged, INumber<T>
{
    public string Name => Largest ? "argmax" : "argmin";

    public (long Position, T Value) Empty => (-1, default);

    public void Fold(ref (long Position, T Value) state, T value, long position) => Merge(ref state, (position, value));

    public void Merge(ref (long Position, T Value) state, (long Position, T Value) other)
    {
        if (other.Position < 0)
            return;
        if (state.Position < 0 || IsBetter(other.Value, state.Value)
            || (!IsBetter(state.Value, other.Value) && other.Position < state.Position))
            state = other;
    }

    public long Finish((long Position, T Value) state) => state.Position >= 0 ? state.Position
        : throw new InvalidOperationException($"{Name} of no values is not defined");

    private bool IsBetter(T candidate, T best) => T.IsNaN(candidate) ? !T.IsNaN(best)
        : Largest ? candidate > best : candidate < best;
}
