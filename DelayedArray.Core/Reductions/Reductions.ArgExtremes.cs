using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>
    /// Position of the smallest element in C order of the reduced axes: the first of equal ones, or the first NaN if there is
    /// one. Without elements, an error.
    /// </summary>
    public static Reduction<T, Tensor<long>> ArgMin<T>() where T : unmanaged, INumber<T> =>
        Reduction.Of<T, (long, T), long, ArgExtreme<T, SmallerSide>>(default);

    /// <summary>
    /// Position of the largest element in C order of the reduced axes: the first of equal ones, or the first NaN if there is
    /// one. Without elements, an error.
    /// </summary>
    public static Reduction<T, Tensor<long>> ArgMax<T>() where T : unmanaged, INumber<T> =>
        Reduction.Of<T, (long, T), long, ArgExtreme<T, LargerSide>>(default);

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Position in C order of the smallest element, the first of equal ones; that of the first NaN, if there is one.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public long ArgMin(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.ArgMin<T>(), skipNaN, options);

        /// <summary>Position of the smallest element among those reduced, in C order of the reduced axes.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public Tensor<long> ArgMin(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.ArgMin<T>(), axis, skipNaN, keepAxes, options);

        /// <summary>Position in C order of the largest element, the first of equal ones; that of the first NaN, if there is one.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public long ArgMax(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.ArgMax<T>(), skipNaN, options);

        /// <summary>Position of the largest element among those reduced, in C order of the reduced axes.</summary>
        /// <exception cref="InvalidOperationException">There are no elements, or all are skipped.</exception>
        public Tensor<long> ArgMax(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.ArgMax<T>(), axis, skipNaN, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Position of the smallest element among those reduced, in C order of the reduced axes.</summary>
        public Pending<Tensor<long>> ArgMin<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.ArgMin<T>(), axis, skipNaN, keepAxes);

        /// <summary>Position of the largest element among those reduced, in C order of the reduced axes.</summary>
        public Pending<Tensor<long>> ArgMax<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.ArgMax<T>(), axis, skipNaN, keepAxes);
    }
}

/// <summary>The position of the smallest or largest value: the first of equal ones, or the first NaN if there is one.</summary>
internal readonly record struct ArgExtreme<T, TSide> : IReducer<ArgExtreme<T, TSide>, T, (long Position, T Value), long>
    where T : unmanaged, INumber<T> where TSide : struct, ISide<TSide>
{
    public string Name => TSide.ArgName;

    public (long Position, T Value) Empty => (-1, default);

    public void Fold(ref (long Position, T Value) state, T value, long position) => Merge(ref state, (position, value));

    public void Merge(ref (long Position, T Value) state, (long Position, T Value) other)
    {
        if (other.Position >= 0 && (state.Position < 0 || IsBetter(other, state)))
            state = other;
    }

    public long Finish((long Position, T Value) state, long count) => state.Position >= 0 ? state.Position
        : throw new InvalidOperationException($"{Name} needs at least one value");

    /// <summary>Finds the extreme by vector, and its position only if it replaces the state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FoldRun(
        ArgExtreme<T, TSide> reducer, ref (long Position, T Value) state, ReadOnlySpan<T> values, long position, long stride)
    {
        if (values.IsEmpty)
            return;
        var extreme = Extreme<T, TSide>.Of(values);
        if (state.Position < 0 || IsBetter((position, extreme), state))
            reducer.Merge(ref state, (position + (IndexOf(values, extreme) * stride), extreme));
    }

    // There are no vectors of float16.
    public static int LaneBytes => typeof(T) == typeof(Half) ? 0 : ArgExtremeLanes<T, TSide>.Bytes;

    public static LaneFold<T, (long Position, T Value)> OpenLanes(ArgExtreme<T, TSide> reducer, int count, long length) =>
        new ArgExtremeLanes<T, TSide>(count);

    private static bool IsBetter((long Position, T Value) candidate, (long Position, T Value) best) =>
        T.IsNaN(candidate.Value) || T.IsNaN(best.Value)
            ? T.IsNaN(candidate.Value) && (!T.IsNaN(best.Value) || candidate.Position < best.Position)
            : TSide.IsBeyond(candidate.Value, best.Value) || (candidate.Value == best.Value && candidate.Position < best.Position);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int IndexOf(ReadOnlySpan<T> values, T extreme)
    {
        if (T.IsNaN(extreme))
        {
            var first = 0;
            while (!T.IsNaN(values[first]))
                first++;
            return first;
        }
        return Unsafe.SizeOf<T>() switch
        {
            sizeof(byte) => IndexOfBits<byte>(values, extreme),
            sizeof(ushort) => IndexOfBits<ushort>(values, extreme),
            sizeof(uint) => IndexOfBits<uint>(values, extreme),
            _ => IndexOfBits<ulong>(values, extreme),
        };
    }

    /// <summary>Searches by bits. Only zeros have different bits although they are equal.</summary>
    private static int IndexOfBits<TBits>(ReadOnlySpan<T> values, T extreme) where TBits : unmanaged, IEquatable<TBits>
    {
        var bits = MemoryMarshal.Cast<T, TBits>(values);
        var wanted = Unsafe.BitCast<T, TBits>(extreme);
        return T.IsZero(extreme) ? bits.IndexOfAny(wanted, Unsafe.BitCast<T, TBits>(-extreme)) : bits.IndexOf(wanted);
    }
}
