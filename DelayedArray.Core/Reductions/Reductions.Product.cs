using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

public static partial class Reductions
{
    /// <summary>Product in float64; 1 without elements.</summary>
    public static Reduction<T, Tensor<double>> Product<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
        Reduction.Of<double, double, double, FloatProduct>(default).OfCast<T>();

    /// <summary>Exact product; 1 without elements. A product that does not fit in 64 bits is an error.</summary>
    public static Reduction<T, Tensor<long>> ProductExact<T>() where T : unmanaged, IBinaryInteger<T> =>
        Reduction.Of<T, (Int128, bool), long, IntegerProduct<T>>(default);

    extension<T>(DelayedArray<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>Product of all elements in float64; 1 without elements.</summary>
        public double Product(bool skipNaN = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Product<T>(), skipNaN, options);

        /// <summary>Product over axes in float64; 1 without elements.</summary>
        public Tensor<double> Product(Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.Product<T>(), axis, skipNaN, keepAxes, options);
    }

    extension<T>(DelayedArray<T> x) where T : unmanaged, IBinaryInteger<T>
    {
        /// <summary>Exact product of all elements; 1 without elements.</summary>
        /// <exception cref="OverflowException">The product does not fit in 64 bits.</exception>
        public long Product(ExecutionOptions? options = null) => x.Reduce(Reductions.ProductExact<T>(), options: options);

        /// <summary>Exact product over axes; 1 without elements.</summary>
        /// <exception cref="OverflowException">A product does not fit in 64 bits.</exception>
        public Tensor<long> Product(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce(Reductions.ProductExact<T>(), axis, skipNaN: false, keepAxes, options);
    }

    extension(Pass pass)
    {
        /// <summary>Product over axes in float64; 1 without elements.</summary>
        public Pending<Tensor<double>> Product<T>(DelayedArray<T> array, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged, IFloatingPointIeee754<T> => pass.Reduce(array, Reductions.Product<T>(), axis, skipNaN, keepAxes);
    }
}

/// <summary>Product in float64.</summary>
internal readonly record struct FloatProduct : IReducer<FloatProduct, double, double, double>
{
    public string Name => "product";

    public double Empty => 1;

    public void Fold(ref double state, double value, long position) => state *= value;

    public void Merge(ref double state, double other) => state *= other;

    public double Finish(double state, long count) => state;

    public static void FoldEach(FloatProduct reducer, Span<double> states, LaneRows<double> rows) =>
        IFold<ProductFold, double>.Each(states, rows);

    public static bool FoldsZeros => true;

    public void FoldZeros(ref double state, long count) => state *= 0;
}

internal readonly struct ProductFold : IFold<ProductFold, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double state, double value) => state * value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> states, Vector256<double> values) => states * values;
}

/// <summary>Exact product of integers within 64 bits.</summary>
internal readonly record struct IntegerProduct<T> : IReducer<IntegerProduct<T>, T, (Int128 Product, bool Overflows), long>
    where T : unmanaged, IBinaryInteger<T>
{
    public string Name => "product";

    public (Int128 Product, bool Overflows) Empty => (1, false);

    public void Fold(ref (Int128 Product, bool Overflows) state, T value, long position)
    {
        if (state.Overflows && !T.IsZero(value))
            return;
        // The usual case: the value and the product fit in 64 bits.
        if (!state.Overflows && (typeof(T) != typeof(ulong)) && state.Product == (long)state.Product)
        {
            var high = Math.BigMul((long)state.Product, long.CreateTruncating(value), out var low);
            if (high == low >> 63)
            {
                state.Product = low;
                return;
            }
        }
        Multiply(ref state, Int128.CreateTruncating(value));
    }

    /// <summary>Folds a run. Once the product is 0, no value matters; once it overflows, only zeros do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FoldRun(
        IntegerProduct<T> reducer, ref (Int128 Product, bool Overflows) state, ReadOnlySpan<T> values, long position, long stride)
    {
        var i = 0;
        for (; i < values.Length && !state.Overflows && state.Product != 0; i++)
            reducer.Fold(ref state, values[i], 0);
        if (state.Overflows && values[i..].Contains(T.Zero))
            state = (0, false);
    }

    public void Merge(ref (Int128 Product, bool Overflows) state, (Int128 Product, bool Overflows) other)
    {
        Multiply(ref state, other.Product);
        state.Overflows |= other.Overflows && state.Product != 0;
    }

    public long Finish((Int128 Product, bool Overflows) state, long count) => state.Overflows || state.Product != (long)state.Product
        ? throw new OverflowException("the product does not fit in 64 bits; cast to float64 first")
        : (long)state.Product;

    public static bool FoldsZeros => true;

    public void FoldZeros(ref (Int128 Product, bool Overflows) state, long count) => Multiply(ref state, 0);

    // A factor 0 makes the product 0, whatever the other factors are. Beyond 64 bits, only that still matters.
    private static void Multiply(ref (Int128 Product, bool Overflows) state, Int128 factor)
    {
        if (factor == 0)
        {
            state = (0, false);
            return;
        }
        if (state.Product == 0 || state.Overflows)
            return;
        var limit = Int128.One << 63;
        var product = Int128.Abs(factor) > limit ? limit << 1 : state.Product * factor;
        state = Int128.Abs(product) > limit ? (1, true) : (product, false);
    }
}
