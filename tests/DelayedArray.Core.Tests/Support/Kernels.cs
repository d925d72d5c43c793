using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>
/// Functions that have no exact value: one element at a time through the kernel, after comparing it with the value in double
/// precision. Where an element stands must not change its bits.
/// </summary>
internal static class Kernels
{
    private const int Length = 32;
    private const int MostUnits = 4;

    public static Twin<T> Log1P<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(x.Array.Log1P(), value => Once(default(Log1POp<T>), value, Log1P));

    public static Twin<T> Exp<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(x.Array.Exp(), value => Once(default(ExpOp<T>), value, Math.Exp));

    public static Twin<T> Tanh<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        x.Of(x.Array.Tanh(), value => Once(default(TanhOp<T>), value, Math.Tanh));

    // The library's own is the logarithm of 1 + x as rounded; here the rounding is made good.
    private static double Log1P(double x) =>
        1 + x == 1 ? x : double.IsInfinity(x) ? Math.Log(x) : Math.Log(1 + x) * (x / ((1 + x) - 1));

    private static T Once<T, TOp>(TOp op, T value, Func<double, double> function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TOp : struct, IUnaryOp<T, T>
    {
        Span<T> values = stackalloc T[Length];
        Span<T> results = stackalloc T[Length];
        values.Fill(value);
        op.Apply(values, results);
        foreach (var result in results)
            Assert.True(SameBits<T>.Comparer.Equals(results[0], result), $"{op.Name}({value}) depends on the place");
        Assert.True(IsNear(T.CreateSaturating(function(double.CreateSaturating(value))), results[0]), $"{op.Name}({value}) = {results[0]}");
        return results[0];
    }

    private static bool IsNear<T>(T expected, T actual) where T : IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(expected) || T.IsNaN(actual) || expected == actual)
            return T.IsNaN(expected) == T.IsNaN(actual);
        var unit = T.BitIncrement(T.Abs(expected)) - T.Abs(expected);
        return T.Abs(actual - expected) <= unit * T.CreateTruncating(MostUnits);
    }
}
