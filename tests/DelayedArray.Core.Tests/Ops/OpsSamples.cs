using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays.Tests;

/// <summary>Values that operations must survive, and the comparison of results.</summary>
internal static class OpsSamples
{
    /// <summary>Special and ordinary values of a type; as many as fill vectors several times, with a rest.</summary>
    public static T[] Of<T>(int seed = 1) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var random = new Random(seed);
        var values = new List<T> { T.Zero, T.One, T.MinValue, T.MaxValue, T.CreateTruncating(2), T.CreateTruncating(3), T.Zero - T.One };
        if (ElementTypes.Of<T>().IsFloat())
        {
            foreach (var special in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.5, -0.5, 1e-3, -7.25])
                values.Add(T.CreateTruncating(special));
            values.Add(Tiny<T>());
            values.Add(-Tiny<T>());
        }
        while (values.Count < 203)
            values.Add(T.CreateTruncating(random.NextDouble() * 40 - 20));
        while (values.Count < 307)
            values.Add(AnyBits<T>(random));
        var shuffled = values.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>Whether the bits are the same, but that all NaN are one.</summary>
    public static bool Same<T>(T x, T y) where T : unmanaged, INumberBase<T> =>
        T.IsNaN(x) ? T.IsNaN(y) : x == y && T.IsNegative(x) == T.IsNegative(y);

    public static void AssertSame<T>(string what, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual) where T : unmanaged, INumberBase<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Same(expected[i], actual[i]), $"{what} of {typeof(T).Name} at {i}: {actual[i]} instead of {expected[i]}");
    }

    /// <summary>Distance from the exact result in units in the last place of <typeparamref name="T"/>; 0 where both are NaN or the
    /// same infinity.</summary>
    public static double Ulps<T>(T actual, double exact) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var nearest = T.CreateTruncating(exact);
        if (T.IsNaN(nearest) || T.IsNaN(actual))
            return T.IsNaN(nearest) && T.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (nearest == actual)
            return T.IsZero(actual) && T.IsNegative(actual) != double.IsNegative(exact) ? double.PositiveInfinity : 0;
        if (!T.IsFinite(nearest))
            return T.BitIncrement(T.Abs(actual)) == T.PositiveInfinity ? 1 : double.PositiveInfinity;
        if (!T.IsFinite(actual))
            return T.BitIncrement(T.Abs(nearest)) == T.PositiveInfinity ? 1 : double.PositiveInfinity;
        var magnitude = T.Abs(nearest);
        var unit = double.CreateTruncating(magnitude) - double.CreateTruncating(T.BitDecrement(magnitude));
        return Math.Abs(double.CreateTruncating(actual) - exact) / (unit > 0 ? unit : double.Epsilon);
    }

    public static T AnyBits<T>(Random random) where T : unmanaged
    {
        var value = default(T);
        random.NextBytes(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    private static T Tiny<T>() where T : unmanaged
    {
        var value = default(T);
        MemoryMarshal.AsBytes(new Span<T>(ref value))[0] = 1;
        return value;
    }
}
