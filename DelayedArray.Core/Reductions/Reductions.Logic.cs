using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>Whether any element is true; false of nothing.</summary>
    public static Reduction<bool, Tensor<bool>> Any() => Reduction.Of<bool, bool, bool, Quantifier>(new(ForAll: false));

    /// <summary>Whether all elements are true; true of nothing.</summary>
    public static Reduction<bool, Tensor<bool>> All() => Reduction.Of<bool, bool, bool, Quantifier>(new(ForAll: true));

    /// <summary>Number of elements that are not zero, or true; NaN is not zero.</summary>
    public static Reduction<T, Tensor<long>> CountNonZero<T>() where T : unmanaged =>
        Reduction.Of<bool, long, long, CountTrue>(default).OfCast<T>();

    extension(DelayedArray<bool> x)
    {
        /// <summary>Whether any element is true; false of nothing.</summary>
        public bool Any(ExecutionOptions? options = null) => x.Reduce(Reductions.Any(), options: options);

        /// <summary>Whether any element over axes is true; false of nothing.</summary>
        public Tensor<bool> Any(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Any(), axis, skipNaN: false, keepAxes, options);

        /// <summary>Whether all elements are true; true of nothing.</summary>
        public bool All(ExecutionOptions? options = null) => x.Reduce(Reductions.All(), options: options);

        /// <summary>Whether all elements over axes are true; true of nothing.</summary>
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
        /// <summary>Number of elements that are not zero; NaN is not.</summary>
        public long CountNonZero(ExecutionOptions? options = null) => x.Reduce(Reductions.CountNonZero<T>(), options: options);

        /// <summary>Number of elements over axes that are not zero; NaN is not.</summary>
        public Tensor<long> CountNonZero(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.CountNonZero<T>(), axis, skipNaN: false, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Whether any element over axes is true; false of nothing.</summary>
        public Pending<Tensor<bool>> Any(DelayedArray<bool> array, Axes axis, bool keepAxes = false) =>
            pass.Reduce(array, Reductions.Any(), axis, skipNaN: false, keepAxes);

        /// <summary>Whether all elements over axes are true; true of nothing.</summary>
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

/// <summary>Number of true values.</summary>
internal readonly record struct CountTrue : IReducer<CountTrue, bool, long, long>
{
    public string Name => "count";

    public long Empty => 0;

    public void Fold(ref long state, bool value, long position) => state += value ? 1 : 0;

    public void Merge(ref long state, long other) => state += other;

    public long Finish(long state) => state;

    public static void FoldRun(CountTrue reducer, ref long state, ReadOnlySpan<bool> values, long position, long stride) =>
        state += values.Length - MemoryMarshal.Cast<bool, byte>(values).Count((byte)0);

    public static bool FoldsZeros => true;

    public void FoldZeros(ref long state, long count)
    {
        // Zeros add nothing.
    }
}

/// <summary>Whether any value is true (not so of nothing), or whether all are (so of nothing).</summary>
internal readonly record struct Quantifier(bool ForAll) : IReducer<Quantifier, bool, bool, bool>
{
    public string Name => ForAll ? "all" : "any";

    public bool Empty => ForAll;

    public void Fold(ref bool state, bool value, long position) => Merge(ref state, value);

    public void Merge(ref bool state, bool other) => state = ForAll ? state && other : state || other;

    public bool Finish(bool state) => state;

    public static void FoldRun(Quantifier reducer, ref bool state, ReadOnlySpan<bool> values, long position, long stride)
    {
        var bytes = MemoryMarshal.Cast<bool, byte>(values);
        state = reducer.ForAll ? state && !bytes.Contains((byte)0) : state || bytes.ContainsAnyExcept((byte)0);
    }

    public static bool FoldsZeros => true;

    public void FoldZeros(ref bool state, long count) => Merge(ref state, false);
}
