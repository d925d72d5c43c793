using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>Whether any element is true; false without elements.</summary>
    public static Reduction<bool, Tensor<bool>> Any() => Reduction.Of<bool, bool, bool, Quantifier>(new(ForAll: false));

    /// <summary>Whether all elements are true; true without elements.</summary>
    public static Reduction<bool, Tensor<bool>> All() => Reduction.Of<bool, bool, bool, Quantifier>(new(ForAll: true));

    /// <summary>Number of elements that are not zero, or true. NaN counts as not zero.</summary>
    public static Reduction<T, Tensor<long>> CountNonZero<T>() where T : unmanaged =>
        Reduction.Of<T, long, long, NonZeroCount<T>>(default);

    extension(DelayedArray<bool> x)
    {
        /// <summary>Whether any element is true; false without elements.</summary>
        public bool Any(ExecutionOptions? options = null) => x.Reduce(Reductions.Any(), options: options);

        /// <summary>Whether any element over axes is true; false without elements.</summary>
        public Tensor<bool> Any(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Any(), axis, skipNaN: false, keepAxes, options);

        /// <summary>Whether all elements are true; true without elements.</summary>
        public bool All(ExecutionOptions? options = null) => x.Reduce(Reductions.All(), options: options);

        /// <summary>Whether all elements over axes are true; true without elements.</summary>
        public Tensor<bool> All(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.All(), axis, skipNaN: false, keepAxes, options);

        /// <summary>Number of true elements.</summary>
        public long CountNonZero(ExecutionOptions? options = null) => x.Reduce(Reductions.CountNonZero<bool>(), options: options);

        /// <summary>Number of true elements over axes.</summary>
        public Tensor<long> CountNonZero(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.CountNonZero<bool>(), axis, skipNaN: false, keepAxes, options);
    }

    extension<T>(DelayedArray<T> x) where T : unmanaged, INumber<T>
    {
        /// <summary>Number of elements that are not zero. NaN counts.</summary>
        public long CountNonZero(ExecutionOptions? options = null) => x.Reduce(Reductions.CountNonZero<T>(), options: options);

        /// <summary>Number of elements over axes that are not zero. NaN counts.</summary>
        public Tensor<long> CountNonZero(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.CountNonZero<T>(), axis, skipNaN: false, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Whether any element over axes is true; false without elements.</summary>
        public Pending<Tensor<bool>> Any(DelayedArray<bool> array, Axes axis, bool keepAxes = false) =>
            pass.Reduce(array, Reductions.Any(), axis, skipNaN: false, keepAxes);

        /// <summary>Whether all elements over axes are true; true without elements.</summary>
        public Pending<Tensor<bool>> All(DelayedArray<bool> array, Axes axis, bool keepAxes = false) =>
            pass.Reduce(array, Reductions.All(), axis, skipNaN: false, keepAxes);

        /// <summary>Number of elements over axes that are not zero.</summary>
        public Pending<Tensor<long>> CountNonZero(DelayedArray array, Axes axis, bool keepAxes = false)
        {
            ArgumentNullException.ThrowIfNull(array);
            return pass.Reduce(array.Cast<bool>(), Reductions.CountNonZero<bool>(), axis, skipNaN: false, keepAxes);
        }
    }
}

/// <summary>Counts values that are not zero.</summary>
internal readonly record struct NonZeroCount<T> : IReducer<NonZeroCount<T>, T, long, long> where T : unmanaged
{
    public string Name => "count";

    public long Empty => 0;

    public void Fold(ref long state, T value, long position) => FoldRun(this, ref state, [value], position, 1);

    public void Merge(ref long state, long other) => state += other;

    public long Finish(long state, long count) => state;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldRun(NonZeroCount<T> reducer, ref long state, ReadOnlySpan<T> values, long position, long stride) =>
        state += Unsafe.SizeOf<T>() switch
        {
            sizeof(byte) => Of(MemoryMarshal.Cast<T, byte>(values)),
            sizeof(ushort) => Of(MemoryMarshal.Cast<T, ushort>(values)),
            sizeof(uint) => Of(MemoryMarshal.Cast<T, uint>(values)),
            _ => Of(MemoryMarshal.Cast<T, ulong>(values)),
        };

    public static int LaneBytes => sizeof(long) + Unsafe.SizeOf<T>();

    public static LaneFold<T, long> OpenLanes(NonZeroCount<T> reducer, int count, long length) => Unsafe.SizeOf<T>() switch
    {
        sizeof(byte) => new NonZeroLanes<T, byte>(count),
        sizeof(ushort) => new NonZeroLanes<T, ushort>(count),
        sizeof(uint) => new NonZeroLanes<T, uint>(count),
        _ => new NonZeroLanes<T, ulong>(count),
    };

    public static bool IgnoresZeros => true;

    /// <summary>The bits of which at least one is set unless the value is zero: all but the sign of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits MaskOf<TBits>() where TBits : unmanaged, IBinaryInteger<TBits> =>
        typeof(T) == typeof(Half) || typeof(T) == typeof(float) || typeof(T) == typeof(double)
            ? TBits.AllBitsSet >>> 1 : TBits.AllBitsSet;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Of<TBits>(ReadOnlySpan<TBits> values) where TBits : unmanaged, IBinaryInteger<TBits>
    {
        var mask = MaskOf<TBits>();
        ref var x = ref MemoryMarshal.GetReference(values);
        var count = 0L;
        var i = 0;
        while (i <= values.Length - Vector256<TBits>.Count)
        {
            // A comparison gives -1 if it is true. This is the most that the narrowest integers can count.
            var end = (int)Math.Min((long)i + (byte.MaxValue * Vector256<TBits>.Count), values.Length) - Vector256<TBits>.Count;
            var zeros = Vector256<TBits>.Zero;
            for (; i <= end; i += Vector256<TBits>.Count)
            {
                zeros -= Vector256.Equals(Vector256.LoadUnsafe(ref x, (nuint)i) & Vector256.Create(mask), Vector256<TBits>.Zero);
                count += Vector256<TBits>.Count;
            }
            count -= ExactSums.Of(zeros);
        }
        for (; i < values.Length; i++)
            count += (values[i] & mask) == TBits.Zero ? 0 : 1;
        return count;
    }
}

/// <summary>Whether any value is true (false without values), or whether all are (true without values).</summary>
internal readonly record struct Quantifier(bool ForAll) : IReducer<Quantifier, bool, bool, bool>
{
    public string Name => ForAll ? "all" : "any";

    public bool Empty => ForAll;

    public void Fold(ref bool state, bool value, long position) => Merge(ref state, value);

    public void Merge(ref bool state, bool other) => state = ForAll ? state && other : state || other;

    public bool Finish(bool state, long count) => state;

    public static bool IsDecided(Quantifier reducer, bool state) => state != reducer.ForAll;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldRun(Quantifier reducer, ref bool state, ReadOnlySpan<bool> values, long position, long stride)
    {
        var bytes = MemoryMarshal.Cast<bool, byte>(values);
        state = reducer.ForAll ? state && !bytes.Contains((byte)0) : state || bytes.ContainsAnyExcept((byte)0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldEach(Quantifier reducer, Span<bool> states, LaneRows<bool> rows)
    {
        var known = MemoryMarshal.AsBytes(states);
        if (reducer.ForAll)
            IFold<ExtremeFold<byte, SmallerSide>, byte>.Each(known, rows.As<byte>());
        else
            IFold<ExtremeFold<byte, LargerSide>, byte>.Each(known, rows.As<byte>());
    }

    public static bool FoldsZeros => true;

    public void FoldZeros(ref bool state, long count) => Merge(ref state, false);
}
