using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// log(1 + x) in float32, within 1.5 units in the last place. 1 + x is split into a power of two and a number near 1. The rounding error
/// of the addition is added back to that number, and a polynomial follows.
/// </summary>
internal readonly struct Log1PSingleKernel : ILaneFunction<float>
{
    private const float LogTwoHigh = 0.693359375f;
    private const float LogTwoLow = -2.12194440e-4f;
    private const float C0 = 3.333331347e-01f;
    private const float C1 = -2.500000894e-01f;
    private const float C2 = 2.000211775e-01f;
    private const float C3 = -1.666798890e-01f;
    private const float C4 = 1.421957016e-01f;
    private const float C5 = -1.240572333e-01f;
    private const float C6 = 1.188817099e-01f;
    private const float C7 = -1.167486086e-01f;
    private const float C8 = 6.745673716e-02f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, float>
    {
        var one = TLanes.Of(1);
        var sum = x + one;
        var lost = x - (sum - one);
        // If the power of two is so large that its inverse is 0, the rounding error does not matter.
        var mantissa = TLanes.Split(sum, out var exponent, out var inverse);
        var result = Assemble(TLanes.MultiplyAdd(lost, inverse, mantissa - one), exponent);
        if (TLanes.AnyIsOdd(sum))
            result = WithOdd(x, sum, result);
        return TLanes.WhereEqual(sum, one, x, result);
    }

    /// <summary>
    /// exponent * log 2 + log(1 + f), by the polynomial f - f^2 / 2 + f^3 * (C0 + C1 f + ...). The fit minimises the relative error.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Assemble<TLanes>(TLanes f, TLanes exponent) where TLanes : struct, ILanes<TLanes, float>
    {
        var square = f * f;
        var fourth = square * square;
        var low = TLanes.MultiplyAdd(Pair(f, C2, C3), square, Pair(f, C0, C1));
        var high = TLanes.MultiplyAdd(Pair(f, C6, C7), square, Pair(f, C4, C5));
        high = TLanes.MultiplyAdd(TLanes.Of(C8), fourth, high);
        var tail = TLanes.MultiplyAdd(high, fourth, low) * f * square;
        tail = TLanes.MultiplyAdd(exponent, TLanes.Of(LogTwoLow), tail);
        tail = TLanes.MultiplyAdd(square, TLanes.Of(-0.5f), tail);
        return TLanes.MultiplyAdd(exponent, TLanes.Of(LogTwoHigh), f + tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Pair<TLanes>(TLanes f, float even, float odd) where TLanes : struct, ILanes<TLanes, float> =>
        TLanes.MultiplyAdd(TLanes.Of(odd), f, TLanes.Of(even));

    /// <summary>Replaces the results for which 1 + x is not a positive finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes WithOdd<TLanes>(TLanes x, TLanes sum, TLanes result) where TLanes : struct, ILanes<TLanes, float>
    {
        var infinity = TLanes.Of(float.PositiveInfinity);
        var odd = TLanes.WhereEqual(x, TLanes.Of(-1), TLanes.Of(float.NegativeInfinity), TLanes.WhereEqual(x, infinity, x, TLanes.Of(float.NaN)));
        return TLanes.WhereLess(TLanes.Of(0), sum, TLanes.WhereLess(sum, infinity, result, odd), odd);
    }
}

/// <summary>log(1 + x) in float64, in the same way.</summary>
internal readonly struct Log1PDoubleKernel : ILaneFunction<double>
{
    private const double Tiny = 1.0 / (1L << 54);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double>
    {
        var one = TLanes.Of(1);
        var sum = x + one;
        var lost = x - (sum - one);
        var mantissa = TLanes.Split(sum, out var exponent, out var inverse);
        var high = LogarithmSeries.Of(TLanes.MultiplyAdd(lost, inverse, mantissa - one), out var low);
        low = TLanes.MultiplyAdd(exponent, TLanes.Of(ExponentialSeries.LogTwoLow), low);
        var result = TLanes.MultiplyAdd(exponent, TLanes.Of(ExponentialSeries.LogTwoHigh), high + low);
        return TLanes.WhereLess(TLanes.Abs(x), TLanes.Of(Tiny), x, LogarithmSeries.WithSpecial(sum, result));
    }
}
