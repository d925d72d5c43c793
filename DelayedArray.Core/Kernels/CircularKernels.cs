using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Sine and cosine in float64 by vector, within one or two units in the last place.</summary>
internal static class CircularSeries
{
    /// <summary>From this argument on, the scalar functions compute, because they know more digits of pi.</summary>
    public const double Limit = 1 << 25;

    /// <summary>Below this, the sine and the tangent of x equal x.</summary>
    public const double Tiny = 1.0 / (1 << 27);
    private const double PiHigh = 3.141592653589793;
    private const double PiMiddle = 1.2246467991473532e-16;
    private const double PiLow = -2.9947698097183397e-33;

    /// <summary>x - turns * pi.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Reduce<TLanes>(TLanes x, TLanes turns) where TLanes : struct, ILanes<TLanes, double>
    {
        x = TLanes.MultiplyAdd(turns, TLanes.Of(-PiHigh), x);
        x = TLanes.MultiplyAdd(turns, TLanes.Of(-PiMiddle), x);
        return TLanes.MultiplyAdd(turns, TLanes.Of(-PiLow), x);
    }

    /// <summary>1 for even numbers, -1 for odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Parity<TLanes>(TLanes whole) where TLanes : struct, ILanes<TLanes, double>
    {
        var half = whole * TLanes.Of(0.5);
        return TLanes.Of(1) - TLanes.Of(4) * TLanes.Abs(half - TLanes.Round(half));
    }

    /// <summary>The Taylor series of the sine, for |r| up to pi / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sin<TLanes>(TLanes r) where TLanes : struct, ILanes<TLanes, double>
    {
        var z = r * r;
        var square = z * z;
        var fourth = square * square;
        var low = TLanes.MultiplyAdd(Pair(z, -1.0 / 5040, 1.0 / 362880), square, Pair(z, -1.0 / 6, 1.0 / 120));
        var middle = TLanes.MultiplyAdd(Pair(z, -1.0 / 1307674368000, 1.0 / 355687428096000), square, Pair(z, -1.0 / 39916800, 1.0 / 6227020800));
        var high = Pair(z, -1.0 / 121645100408832000, 1.0 / 51090942171709440000.0);
        var series = TLanes.MultiplyAdd(TLanes.MultiplyAdd(high, fourth, middle), fourth, low);
        // Rounding must not exceed 1.
        return TLanes.Clamp(TLanes.MultiplyAdd(series * z, r, r), -1, 1);
    }

    /// <summary>The Taylor series of the cosine, for |r| up to pi / 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Cos<TLanes>(TLanes r) where TLanes : struct, ILanes<TLanes, double>
    {
        var z = r * r;
        var square = z * z;
        var fourth = square * square;
        var low = TLanes.MultiplyAdd(Pair(z, 1.0 / 40320, -1.0 / 3628800), square, Pair(z, 1.0 / 24, -1.0 / 720));
        var high = TLanes.MultiplyAdd(TLanes.Of(1.0 / 20922789888000), square, Pair(z, 1.0 / 479001600, -1.0 / 87178291200));
        var half = z * TLanes.Of(0.5);
        var one = TLanes.Of(1) - half;
        return one + TLanes.MultiplyAdd(TLanes.MultiplyAdd(high, fourth, low), square, TLanes.Of(1) - one - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Pair<TLanes>(TLanes z, double even, double odd) where TLanes : struct, ILanes<TLanes, double> =>
        TLanes.MultiplyAdd(z, TLanes.Of(odd), TLanes.Of(even));
}

/// <summary>(-1)^n sin(x - n pi).</summary>
internal readonly struct SinKernel : ILaneFunction<double>, IScalarFunction
{
    public static double Of(double x) => Math.Sin(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double>
    {
        var n = TLanes.Round(x * TLanes.Of(1 / Math.PI));
        var sin = CircularSeries.Sin(CircularSeries.Reduce(x, n)) * CircularSeries.Parity(n);
        sin = TLanes.WhereLess(TLanes.Abs(x), TLanes.Of(CircularSeries.Tiny), x, sin);
        return OddLanes.Replace<TLanes, SinKernel>(x, sin, CircularSeries.Limit);
    }
}

/// <summary>-(-1)^n sin(x - (n + 1/2) pi).</summary>
internal readonly struct CosKernel : ILaneFunction<double>, IScalarFunction
{
    public static double Of(double x) => Math.Cos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double>
    {
        var half = TLanes.Of(0.5);
        var n = TLanes.Round(TLanes.MultiplyAdd(x, TLanes.Of(1 / Math.PI), TLanes.Of(-0.5)));
        var cos = TLanes.Of(0) - CircularSeries.Sin(CircularSeries.Reduce(x, n + half)) * CircularSeries.Parity(n);
        return OddLanes.Replace<TLanes, CosKernel>(x, cos, CircularSeries.Limit);
    }
}

/// <summary>sin(r) / cos(r), or -cos(r) / sin(r), for r = x - n pi / 2.</summary>
internal readonly struct TanKernel : ILaneFunction<double>, IScalarFunction
{
    public static double Of(double x) => Math.Tan(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes, double>
    {
        var zero = TLanes.Of(0);
        var n = TLanes.Round(x * TLanes.Of(2 / Math.PI));
        var r = CircularSeries.Reduce(x, n * TLanes.Of(0.5));
        var sin = CircularSeries.Sin(r);
        var cos = CircularSeries.Cos(r);
        var parity = CircularSeries.Parity(n);
        var tan = TLanes.WhereLess(parity, zero, zero - cos, sin) / TLanes.WhereLess(parity, zero, sin, cos);
        tan = TLanes.WhereLess(TLanes.Abs(x), TLanes.Of(CircularSeries.Tiny), x, tan);
        return OddLanes.Replace<TLanes, TanKernel>(x, tan, CircularSeries.Limit);
    }
}
