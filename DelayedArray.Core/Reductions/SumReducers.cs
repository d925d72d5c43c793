using System.Numerics;

namespace DelayedArrays;

/// <summary>Sum of floating-point values, in float64. The sum of nothing is 0.</summary>
internal readonly record struct FloatSum<T> : IReducer<T, double, double> where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "sum";

    public double Empty => 0;

    public void Fold(ref double state, ReadOnlySpan<T> values, long position, long stride) => state += SumKernels.Sum(values);

    public void FoldEach(Span<double> states, ReadOnlySpan<T> values, long position) => SumKernels.AddEach(states, values);

    public bool FoldsZeros => true;

    public void FoldZeros(ref double state, long count)
    {
        // Zeros add nothing.
    }

    public void FoldAt(Span<double> states, ReadOnlySpan<int> lanes, ReadOnlySpan<T> values)
    {
        for (var i = 0; i < values.Length; i++)
            states[lanes[i]] += double.CreateTruncating(values[i]);
    }

    public void Merge(ref double state, double other) => state += other;

    public double Finish(double state) => state;
}

/// <summary>Exact sum of integers. The sum of nothing is 0.</summary>
internal readonly record struct IntegerSum<T> : IReducer<T, Int128, Int128> where T : unmanaged, INumber<T>
{
    public string Name => "sum";

    public Int128 Empty => 0;

    public unsafe void Fold(ref Int128 state, ReadOnlySpan<T> values, long position, long stride)
    {
        if (sizeof(T) == 8)
        {
            var wide = Int128.Zero;
            foreach (var value in values)
                wide += Int128.CreateTruncating(value);
            state += wide;
            return;
        }
        // A strip has far fewer than 2^31 values, so sums of 32-bit values cannot leave 64 bits.
        var sum = 0L;
        foreach (var value in values)
            sum += long.CreateTruncating(value);
        state += sum;
    }

    public void FoldEach(Span<Int128> states, ReadOnlySpan<T> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            states[i] += Int128.CreateTruncating(values[i]);
    }

    public bool FoldsZeros => true;

    public void FoldZeros(ref Int128 state, long count)
    {
        // Zeros add nothing.
    }

    public void FoldAt(Span<Int128> states, ReadOnlySpan<int> lanes, ReadOnlySpan<T> values)
    {
        for (var i = 0; i < values.Length; i++)
            states[lanes[i]] += Int128.CreateTruncating(values[i]);
    }

    public void Merge(ref Int128 state, Int128 other) => state = checked(state + other);

    public Int128 Finish(Int128 state) => state;
}

/// <summary>Product in float64. The product of nothing is 1.</summary>
internal readonly record struct FloatProduct : IReducer<double, double, double>
{
    public string Name => "product";

    public double Empty => 1;

    public void Fold(ref double state, ReadOnlySpan<double> values, long position, long stride)
    {
        foreach (var value in values)
            state *= value;
    }

    public void FoldEach(Span<double> states, ReadOnlySpan<double> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            states[i] *= values[i];
    }

    public bool FoldsZeros => true;

    public void FoldZeros(ref double state, long count) => state *= 0;

    public void FoldAt(Span<double> states, ReadOnlySpan<int> lanes, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            states[lanes[i]] *= values[i];
    }

    public void Merge(ref double state, double other) => state *= other;

    public double Finish(double state) => state;
}

/// <summary>Exact product of integers within 64 bits. The product of nothing is 1.</summary>
internal readonly record struct IntegerProduct<T> : IReducer<T, (Int128 Product, bool Overflows), long>
    where T : unmanaged, IBinaryInteger<T>
{
    public string Name => "product";

    public (Int128 Product, bool Overflows) Empty => (1, false);

    public void Fold(ref (Int128 Product, bool Overflows) state, ReadOnlySpan<T> values, long position, long stride)
    {
        foreach (var value in values)
            Multiply(ref state, Int128.CreateTruncating(value));
    }

    public void FoldEach(Span<(Int128 Product, bool Overflows)> states, ReadOnlySpan<T> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            Multiply(ref states[i], Int128.CreateTruncating(values[i]));
    }

    public bool FoldsZeros => true;

    public void FoldZeros(ref (Int128 Product, bool Overflows) state, long count) => Multiply(ref state, 0);

    public void FoldAt(Span<(Int128 Product, bool Overflows)> states, ReadOnlySpan<int> lanes, ReadOnlySpan<T> values)
    {
        for (var i = 0; i < values.Length; i++)
            Multiply(ref states[lanes[i]], Int128.CreateTruncating(values[i]));
    }

    public void Merge(ref (Int128 Product, bool Overflows) state, (Int128 Product, bool Overflows) other)
    {
        Multiply(ref state, other.Product);
        state.Overflows |= other.Overflows && state.Product != 0;
    }

    public long Finish((Int128 Product, bool Overflows) state) => state.Overflows || state.Product != (long)state.Product
        ? throw new OverflowException("the product does not fit in 64 bits; cast to float64 first")
        : (long)state.Product;

    // A factor 0 anywhere makes the product 0 whatever the others are; beyond 64 bits only that is still of interest.
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
