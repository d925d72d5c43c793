using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// The exponential functions in float64, within one or two units in the last place. The argument is split into n * log(2) + r. The Taylor
/// series of exp(r) - 1 does the rest, for |r| up to log(2) / 2.
/// </summary>
internal static class ExponentialSeries
{
    public const double Log2E = 1.4426950408889634;
    public const double LogTwoHigh = 0.6931471805599453;
    public const double LogTwoLow = 2.3190468138462996e-17;

    /// <summary>exp(r) - 1, with a small relative error even near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes r) where TLanes : struct, ILanes<TLanes, double>
    {
        var square = r * r;
        var fourth = square * square;
        var low = Pair(r, 1.0 / 2, 1.0 / 6);
        low = TLanes.MultiplyAdd(Pair(r, 1.0 / 24, 1.0 / 120), square, low);
        var middle = Pair(r, 1.0 / 720, 1.0 / 5040);
        middle = TLanes.MultiplyAdd(Pair(r, 1.0 / 40320, 1.0 / 362880), square, middle);
        var high = Pair(r, 1.0 / 3628800, 1.0 / 39916800);
        high = TLanes.MultiplyAdd(Pair(r, 1.0 / 479001600, 1.0 / 6227020800), square, high);
        var series = TLanes.MultiplyAdd(TLanes.MultiplyAdd(high, fourth, middle), fourth, low);
        return TLanes.MultiplyAdd(series, square, r);
    }

    /// <summary>x - n * (high + low).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Reduce<TLanes>(TLanes x, TLanes n, double high, double low) where TLanes : struct, ILanes<TLanes, double> =>
        TLanes.MultiplyAdd(n, TLanes.Of(-low), TLanes.MultiplyAdd(n, TLanes.Of(-high), x));

    /// <summary>(1 + y) * 2^n, in two steps, so that each power of two fits in the exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Scale<TLanes>(TLanes y, TLanes n) where TLanes : struct, ILanes<TLanes, double>
    {
        var half = TLanes.Round(n * TLanes.Of(0.5));
        return (y + TLanes.Of(1)) * TLanes.PowerOfTwo(half) * TLanes.PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Pair<TLanes>(TLanes r, double even, double odd) where TLanes : struct, ILanes<TLanes, double> =>
        TLanes.MultiplyAdd(r, TLanes.Of(odd), TLanes.Of(even));
}

internal readonly struct ExpKernel : ILaneFunction<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double>
    {
        x = TLanes.Clamp(x, -750, 710);
        var n = TLanes.Round(x * TLanes.Of(ExponentialSeries.Log2E));
        var r = ExponentialSeries.Reduce(x, n, ExponentialSeries.LogTwoHigh, ExponentialSeries.LogTwoLow);
        return ExponentialSeries.Scale(ExponentialSeries.Of(r), n);
    }
}

internal readonly struct Exp2Kernel : ILaneFunction<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double>
    {
        x = TLanes.Clamp(x, -1080, 1030);
        var n = TLanes.Round(x);
        return ExponentialSeries.Scale(ExponentialSeries.Of((x - n) * TLanes.Of(ExponentialSeries.LogTwoHigh)), n);
    }
}

internal readonly struct Exp10Kernel : ILaneFunction<double>
{
    private const double Log2Of10 = 3.321928094887362;
    private const double Log10Of2High = 0.30102999566398120;
    private const double Log10Of2Low = -2.8037281277851704e-18;
    private const double LogOf10 = 2.302585092994046;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double>
    {
        x = TLanes.Clamp(x, -326, 310);
        var n = TLanes.Round(x * TLanes.Of(Log2Of10));
        var r = ExponentialSeries.Reduce(x, n, Log10Of2High, Log10Of2Low) * TLanes.Of(LogOf10);
        return ExponentialSeries.Scale(ExponentialSeries.Of(r), n);
    }
}

internal readonly struct ExpM1Kernel : ILaneFunction<double>
{
    private const double Tiny = 1.0 / (1L << 54);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double>
    {
        var within = TLanes.Clamp(x, -50, 710);
        var n = TLanes.Round(within * TLanes.Of(ExponentialSeries.Log2E));
        var r = ExponentialSeries.Reduce(within, n, ExponentialSeries.LogTwoHigh, ExponentialSeries.LogTwoLow);
        // Half of the result, because 2^1024 is too large for a number.
        var power = TLanes.PowerOfTwo(n - TLanes.Of(1));
        var half = TLanes.MultiplyAdd(ExponentialSeries.Of(r), power, power - TLanes.Of(0.5));
        return TLanes.WhereLess(TLanes.Abs(x), TLanes.Of(Tiny), x, half + half);
    }
}

/// <summary>1 / (1 + e^-x) for positive x, e^x / (1 + e^x) for negative x.</summary>
internal readonly struct SigmoidKernel : ILaneFunction<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double>
    {
        var one = TLanes.Of(1);
        var zero = TLanes.Of(0);
        var exp = ExpKernel.Of(zero - TLanes.Abs(x));
        return TLanes.WhereLess(x, zero, exp, one) / (one + exp);
    }
}

/// <summary>(e^2x - 1) / (e^2x + 1).</summary>
internal readonly struct TanhKernel : ILaneFunction<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double>
    {
        var within = TLanes.Clamp(TLanes.Abs(x), 0, 22);
        var twice = ExpM1Kernel.Of(within + within);
        return TLanes.CopySign(twice / (twice + TLanes.Of(2)), x);
    }
}
