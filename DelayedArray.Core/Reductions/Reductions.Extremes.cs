using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>Smallest element; NaN if an element is NaN or, with NaN skipped, if all are. Without elements, an error.</summary>
    public static Reduction<T, Tensor<T>> Min<T>() where T : unmanaged, INumber<T> =>
        Reduction.Of<T, T, T, Extreme<T, SmallerSide>>(default);

    /// <summary>Largest element; NaN if an element is NaN or, with NaN skipped, if all are. Without elements, an error.</summary>
    public static Reduction<T, Tensor<T>> Max<T>() where T : unmanaged, INumber<T> =>
        Reduction.Of<T, T, T, Extreme<T, LargerSide>>(default);

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Smallest element; NaN if an element is NaN.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public T Min(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.Min<T>(), skipNaN, options);

        /// <summary>Smallest element over axes; NaN if an element is NaN or, with NaN skipped, if all are.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public Tensor<T> Min(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Min<T>(), axis, skipNaN, keepAxes, options);

        /// <summary>Largest element; NaN if an element is NaN.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public T Max(bool skipNaN = false, ExecutionOptions? options = null) => x.Reduce(Reductions.Max<T>(), skipNaN, options);

        /// <summary>Largest element over axes; NaN if an element is NaN or, with NaN skipped, if all are.</summary>
        /// <exception cref="InvalidOperationException">There are no elements.</exception>
        public Tensor<T> Max(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Max<T>(), axis, skipNaN, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Smallest element over axes; NaN if an element is NaN or, with NaN skipped, if all are.</summary>
        public Pending<Tensor<T>> Min<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.Min<T>(), axis, skipNaN, keepAxes);

        /// <summary>Largest element over axes; NaN if an element is NaN or, with NaN skipped, if all are.</summary>
        public Pending<Tensor<T>> Max<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, INumber<T> => pass.Reduce(array, Reductions.Max<T>(), axis, skipNaN, keepAxes);
    }
}

/// <summary>Smallest or largest value; NaN if an element is NaN.</summary>
internal readonly record struct Extreme<T, TSide> : IReducer<Extreme<T, TSide>, T, T, T>
    where T : unmanaged, INumber<T> where TSide : struct, ISide<TSide>
{
    public string Name => TSide.Name;

    public T Empty => T.CreateSaturating(-TSide.Infinity);

    public void Fold(ref T state, T value, long position) => state = TSide.Of(state, value);

    public void Merge(ref T state, T other) => state = TSide.Of(state, other);

    public T Finish(T state, long count) => count > 0 ? state : throw new InvalidOperationException($"{Name} needs at least one value");

    public static T FinishSkipped(Extreme<T, TSide> reducer, T state, long count) => count > 0 ? state : T.CreateTruncating(double.NaN);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldRun(Extreme<T, TSide> reducer, ref T state, ReadOnlySpan<T> values, long position, long stride)
    {
        if (!values.IsEmpty)
            state = TSide.Of(state, Of(values));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldEach(Extreme<T, TSide> reducer, Span<T> states, LaneRows<T> rows)
    {
        if (typeof(T) == typeof(Half))
            IFold<HalfSide<TSide>, short>.Each(MemoryMarshal.Cast<T, short>(states), rows.As<short>());
        else
            IFold<ExtremeFold<T, TSide>, T>.Each(states, rows);
    }

    public static bool FoldsZeros => true;

    public void FoldZeros(ref T state, long count) => state = TSide.Of(state, T.Zero);

    /// <summary>Finds the extreme of one or more values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(Half))
            return Unsafe.BitCast<short, T>(IFold<HalfSide<TSide>, short>.Run(MemoryMarshal.Cast<T, short>(values)));
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            return IFold<ExtremeFold<T, TSide>, T>.Run(values);
        // NaN and zeros of both signs are rare. If either occurs, the exact fold repeats the work.
        var extreme = OfNumbers(values, out var hasNaN);
        return hasNaN || T.IsZero(extreme) ? IFold<ExtremeFold<T, TSide>, T>.Run(values) : extreme;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T OfNumbers(ReadOnlySpan<T> values, out bool hasNaN)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        var (first, second) = (Vector256.Create(values[0]), Vector256.Create(values[0]));
        var numbers = Vector256.Equals(first, first);
        var i = 0;
        for (; i <= values.Length - (2 * Vector256<T>.Count); i += 2 * Vector256<T>.Count)
        {
            var next = Vector256.LoadUnsafe(ref x, (nuint)i);
            var after = Vector256.LoadUnsafe(ref x, (nuint)(i + Vector256<T>.Count));
            first = TSide.Of(first, next);
            second = TSide.Of(second, after);
            numbers &= Vector256.Equals(next, next) & Vector256.Equals(after, after);
        }
        hasNaN = numbers.ExtractMostSignificantBits() != (1u << Vector256<T>.Count) - 1;
        first = TSide.Of(first, second);
        var extreme = values[0];
        for (var lane = 0; lane < Vector256<T>.Count; lane++)
            extreme = TSide.Of(extreme, first[lane]);
        for (; i < values.Length; i++)
            extreme = TSide.Of(extreme, values[i]);
        hasNaN |= T.IsNaN(extreme);
        return extreme;
    }
}

/// <summary>The side on which the extreme lies: smaller or larger.</summary>
internal interface ISide<TSelf> where TSelf : struct, ISide<TSelf>
{
    static abstract string Name { get; }

    /// <summary>The name of the reduction that finds the position.</summary>
    static abstract string ArgName { get; }

    /// <summary>The end of the number line on this side.</summary>
    static abstract double Infinity { get; }

    /// <summary>Whether a value lies farther on this side than another; false if either is NaN.</summary>
    static abstract bool IsBeyond<T>(T value, T other) where T : INumber<T>;

    static abstract Vector256<T> IsBeyond<T>(Vector256<T> values, Vector256<T> others);

    /// <summary>The value that lies farther on this side; NaN if either is NaN; of two zeros, the one with the sign of this side.</summary>
    static abstract T Of<T>(T state, T value) where T : INumber<T>;

    /// <summary>The same for vectors, except for NaN and for the sign of zeros.</summary>
    static abstract Vector256<T> Of<T>(Vector256<T> states, Vector256<T> values);

    /// <summary>Of two equal values, the one with the sign of this side. Only zeros have different bits.</summary>
    static abstract Vector256<T> OfSigns<T>(Vector256<T> states, Vector256<T> values);
}

internal readonly struct SmallerSide : ISide<SmallerSide>
{
    public static string Name => "min";

    public static string ArgName => "argmin";

    public static double Infinity => double.NegativeInfinity;

    public static bool IsBeyond<T>(T value, T other) where T : INumber<T> => value < other;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsBeyond<T>(Vector256<T> values, Vector256<T> others) => Vector256.LessThan(values, others);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T state, T value) where T : INumber<T> => T.Min(state, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Of<T>(Vector256<T> states, Vector256<T> values) => Vector256.MinNative(states, values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> OfSigns<T>(Vector256<T> states, Vector256<T> values) => states | values;
}

internal readonly struct LargerSide : ISide<LargerSide>
{
    public static string Name => "max";

    public static string ArgName => "argmax";

    public static double Infinity => double.PositiveInfinity;

    public static bool IsBeyond<T>(T value, T other) where T : INumber<T> => value > other;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsBeyond<T>(Vector256<T> values, Vector256<T> others) => Vector256.GreaterThan(values, others);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T state, T value) where T : INumber<T> => T.Max(state, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Of<T>(Vector256<T> states, Vector256<T> values) => Vector256.MaxNative(states, values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> OfSigns<T>(Vector256<T> states, Vector256<T> values) => states & values;
}

internal readonly struct ExtremeFold<T, TSide> : IFold<ExtremeFold<T, TSide>, T>
    where T : unmanaged, INumber<T> where TSide : struct, ISide<TSide>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(T state, T value) => TSide.Of(state, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Of(Vector256<T> states, Vector256<T> values)
    {
        var extremes = TSide.Of(states, values);
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            return extremes;
        extremes = Vector256.ConditionalSelect(Vector256.Equals(states, values), TSide.OfSigns(states, values), extremes);
        // A NaN among the values passes through, because they are the second operand.
        return Vector256.ConditionalSelect(Vector256.Equals(states, states), extremes, states);
    }
}

/// <summary>Finds extremes of float16 by their bits, because there are no vectors of float16.</summary>
internal readonly struct HalfSide<TSide> : IFold<HalfSide<TSide>, short> where TSide : struct, ISide<TSide>
{
    private const short Magnitude = 0x7FFF;
    private const short Infinity = 0x7C00;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Of(short state, short value) =>
        BitConverter.HalfToInt16Bits(TSide.Of(BitConverter.Int16BitsToHalf(state), BitConverter.Int16BitsToHalf(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Of(Vector256<short> states, Vector256<short> values) =>
        Vector256.ConditionalSelect(TSide.IsBeyond(Key(values), Key(states)), values, states);

    /// <summary>Maps bits to integers in the order of the numbers, with NaN beyond infinity and -0 below 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Key(Vector256<short> bits)
    {
        var magnitude = bits & Vector256.Create(Magnitude);
        var isNaN = Vector256.GreaterThan(magnitude, Vector256.Create(Infinity));
        var key = bits ^ (Vector256.ShiftRightArithmetic(bits, 15) & Vector256.Create(Magnitude));
        return Vector256.ConditionalSelect(isNaN, Vector256.Create(TSide.Infinity > 0 ? short.MaxValue : short.MinValue), key);
    }
}
