using System.Numerics;

namespace DelayedArrays.Testing;

/// <summary>
/// Functions that have no exact value: one element at a time through the kernel, after comparing it with the value in double
/// precision. Where an element stands must not change its bits.
/// </summary>
internal static class Kernels
{
    private const int Length = 32;
    private const int MaxUnits = 4;

    public static Twin<T> Log1P<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(x.Array.Log1P(), value => Once(default(Log1POp<T>), value, Log1P));

    public static Twin<T> Exp<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(x.Array.Exp(), value => Once(default(ExpOp<T>), value, Math.Exp));

    public static Twin<T> Tanh<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(x.Array.Tanh(), value => Once(default(TanhOp<T>), value, Math.Tanh));

    public static Twin<T> ExpM1<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(x.Array.ExpM1(), value => Once(default(ExpM1Op<T>), value, ExpM1));

    public static Twin<T> Log<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(x.Array.Log(), value => Once(default(LogOp<T>), value, Math.Log));

    public static Twin<T> Sin<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(x.Array.Sin(), value => Once(default(SinOp<T>), value));

    public static Twin<T> Round<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(x.Array.Round(1), value => Once(new RoundOp<T>(1), value));

    public static Twin<T> Atan2<T>(Twin<T> x, Twin<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(y, x.Array.Atan2(y.Array), (a, b) => Once(default(Atan2Op<T>), a, b));

    public static Twin<T> Hypot<T>(Twin<T> x, Twin<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(y, x.Array.Hypot(y.Array), (a, b) => Once(default(HypotOp<T>), a, b));

    // The library's own is the logarithm of 1 + x as rounded; here the rounding is made good.
    private static double Log1P(double x) =>
        1 + x == 1 ? x : double.IsInfinity(x) ? Math.Log(x) : Math.Log(1 + x) * (x / ((1 + x) - 1));

    // As above: what the difference lost is made good.
    private static double ExpM1(double x)
    {
        var power = Math.Exp(x);
        return power is 1 ? x : power is 0 || double.IsInfinity(power) ? power - 1 : (power - 1) * (x / Math.Log(power));
    }

    private static T Once<T, TOp>(TOp op, T value, Func<double, double> function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TOp : struct, IUnaryOp<T, T>
    {
        var result = Once(op, value);
        Assert.True(IsNear(T.CreateSaturating(function(double.CreateSaturating(value))), result), $"{op.Name}({value}) = {result}");
        return result;
    }

    private static T Once<T, TOp>(TOp op, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TOp : struct, IUnaryOp<T, T>
    {
        Span<T> values = stackalloc T[Length];
        Span<T> results = stackalloc T[Length];
        values.Fill(value);
        op.Apply(values, results);
        return Same(results, op.Name);
    }

    private static T Once<T, TOp>(TOp op, T left, T right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TOp : struct, IBinaryOp<T, T>
    {
        Span<T> lefts = stackalloc T[Length];
        Span<T> rights = stackalloc T[Length];
        Span<T> results = stackalloc T[Length];
        lefts.Fill(left);
        rights.Fill(right);
        op.Apply(lefts, (ReadOnlySpan<T>)rights, results);
        return Same(results, op.Name);
    }

    private static T Same<T>(ReadOnlySpan<T> results, string name) where T : unmanaged
    {
        foreach (var result in results)
            Assert.True(SameBits<T>.Comparer.Equals(results[0], result), $"{name} depends on the place: {results[0]}, {result}");
        return results[0];
    }

    private static bool IsNear<T>(T expected, T actual) where T : IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(expected) || T.IsNaN(actual) || expected == actual)
            return T.IsNaN(expected) == T.IsNaN(actual);
        var unit = T.BitIncrement(T.Abs(expected)) - T.Abs(expected);
        return T.Abs(actual - expected) <= unit * T.CreateTruncating(MaxUnits);
    }
}
