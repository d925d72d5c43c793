using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>Every function of one number, against the exact one, special values included.</summary>
public class OpsAccuracyTests
{
    [Fact]
    public void Functions_of_float16() => Check<Half>();

    [Fact]
    public void Functions_of_float32() => Check<float>();

    [Fact]
    public void Functions_of_float64() => Check<double>();

    [Fact]
    public void Log1P_of_float32_over_all_bits()
    {
        var random = new Random(3);
        var x = new float[1 << 20];
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < x.Length; i++)
                x[i] = i % 2 == 0 ? OpsSamples.AnyBits<float>(random) : Scattered<float>(random);
            var y = ((DelayedArray<float>)x).Log1P().ToArray();
            for (var i = 0; i < x.Length; i++)
                Assert.True(OpsSamples.Ulps(y[i], OpsFunctions.Log1P(x[i])) <= 2, $"Log1P({x[i]:R}) = {y[i]:R}");
        }
    }

    [Fact]
    public void Whole_powers_are_whole()
    {
        double[] exponents = [.. Enumerable.Range(0, 64)];
        DelayedArray<double> ten = exponents.Select(k => Math.Pow(10, k)).ToArray();
        DelayedArray<double> two = exponents.Select(k => Math.Pow(2, k)).ToArray();
        Assert.Equal(exponents, ten.Log10().ToArray());
        Assert.Equal(exponents, two.Log2().ToArray());
        Assert.Equal(two.ToArray(), ((DelayedArray<double>)exponents).Exp2().ToArray());
        Assert.Equal(ten.ToArray()[..23], ((DelayedArray<double>)exponents).Exp10().ToArray()[..23]);
    }

    [Fact]
    public void Cosine_stays_within_one()
    {
        DelayedArray<double> x = Enumerable.Range(-50_000, 100_000).Select(i => i * 1e-9).ToArray();
        Assert.All(x.Cos().ToArray(), cos => Assert.True(cos <= 1));
    }

    private static void Check<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var random = new Random(11);
        T[] x = [.. OpsSamples.Of<T>(), .. Enumerable.Range(0, 60_000).Select(_ => Scattered<T>(random)),
            .. Enumerable.Range(0, 20_000).Select(_ => OpsSamples.AnyBits<T>(random))];
        foreach (var function in OpsFunctions.Of<T>())
        {
            var result = function.Call(x);
            Assert.Equal(function.Name, result.Root.Label);
            var y = result.ToArray();
            for (var i = 0; i < x.Length; i++)
            {
                var exact = function.Reference(double.CreateTruncating(x[i]));
                var error = OpsSamples.Ulps(y[i], exact);
                Assert.True(error <= Math.Max(function.Ulps, 0.5), $"{function.Name}({x[i]}) of {typeof(T).Name} = {y[i]}, {error} off {exact:R}");
            }
        }
    }

    /// <summary>Magnitudes from 1e-6 to 100.</summary>
    private static T Scattered<T>(Random random) where T : unmanaged, INumberBase<T> =>
        T.CreateTruncating((random.NextDouble() * 2 - 1) * Math.Pow(10, random.Next(-6, 3)));
}
