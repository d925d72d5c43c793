using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>The natural logarithm of 1 + f, for 1 + f from sqrt(1/2) to sqrt(2), as a sum of two numbers.</summary>
internal static class LogarithmSeries
{
    /// <summary>log(1 + f) = 2 artanh(s) = f - f^2 / 2 + s * (f^2 / 2 + 2 s^2 / 3 + 2 s^4 / 5 + ...) for s = f / (2 + f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes f, out TLanes low) where TLanes : struct, ILanes<TLanes, double>
    {
        var s = f / (f + TLanes.Of(2));
        var z = s * s;
        var square = z * z;
        var fourth = square * square;
        var few = TLanes.MultiplyAdd(Pair(z, 2.0 / 7, 2.0 / 9), square, Pair(z, 2.0 / 3, 2.0 / 5));
        var more = TLanes.MultiplyAdd(Pair(z, 2.0 / 15, 2.0 / 17), square, Pair(z, 2.0 / 11, 2.0 / 13));
        var series = TLanes.MultiplyAdd(TLanes.MultiplyAdd(Pair(z, 2.0 / 19, 2.0 / 21), fourth, more), fourth, few) * z;
        var half = TLanes.Of(0.5) * f * f;
        var high = f - half;
        low = TLanes.MultiplyAdd(s, half + series, f - high - half);
        return high;
    }

    /// <summary>
    /// Replaces the results of special numbers: infinity and NaN are their own logarithms, 0 gives -infinity, negative numbers give NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes WithSpecial<TLanes>(TLanes x, TLanes logarithm) where TLanes : struct, ILanes<TLanes, double>
    {
        var zero = TLanes.Of(0);
        var infinity = TLanes.Of(double.PositiveInfinity);
        var positive = TLanes.WhereLess(x, infinity, logarithm, x);
        return TLanes.WhereLess(zero, x, positive, TLanes.WhereLess(x, zero, TLanes.Of(double.NaN), x - infinity));
    }

    /// <summary>exponent * (power + powerLow) + log(1 + f) * (scale + scaleLow), with little more than one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ToBase<TLanes>(TLanes x, double power, double powerLow, double scale, double scaleLow)
        where TLanes : struct, ILanes<TLanes, double>
    {
        // Subnormal numbers are scaled to normal ones.
        var min = TLanes.Of(2.2250738585072014e-308);
        var normal = TLanes.WhereLess(x, min, x * TLanes.Of(1L << 54), x);
        var mantissa = TLanes.Split(normal, out var exponent, out _);
        exponent += TLanes.WhereLess(x, min, TLanes.Of(-54), TLanes.Of(0));
        var high = Of(mantissa - TLanes.Of(1), out var low);
        var factor = TLanes.Of(scale);
        var product = high * factor;
        var error = TLanes.MultiplyAdd(high, factor, TLanes.Of(0) - product);
        error = TLanes.MultiplyAdd(high, TLanes.Of(scaleLow), TLanes.MultiplyAdd(low, factor, error));
        var sum = TLanes.MultiplyAdd(exponent, TLanes.Of(power), product);
        error += TLanes.MultiplyAdd(exponent, TLanes.Of(power), TLanes.Of(0) - sum) + product;
        return WithSpecial(x, sum + TLanes.MultiplyAdd(exponent, TLanes.Of(powerLow), error));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Pair<TLanes>(TLanes z, double even, double odd) where TLanes : struct, ILanes<TLanes, double> =>
        TLanes.MultiplyAdd(z, TLanes.Of(odd), TLanes.Of(even));
}

/// <summary>The logarithm to base 2, exact for powers of two.</summary>
internal readonly struct Log2Kernel : ILaneFunction<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double> =>
        LogarithmSeries.ToBase(x, 1, 0, 1.4426950408889634, 2.0355273740931033e-17);
}

/// <summary>The logarithm to base 10, exact for powers of ten.</summary>
internal readonly struct Log10Kernel : ILaneFunction<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double> =>
        LogarithmSeries.ToBase(x, 0.3010299956639812, -2.8037281277851704e-18, 0.4342944819032518, 1.098319650216765e-17);
}
