using System.Numerics;

namespace DelayedArrays.Testing;

/// <summary>Sums of few values, and how far another order of adding may take them.</summary>
internal static class Sums
{
    private const double Unit = 1e-13;
    private const double Large = 1e120;

    public static Expected<double> Sum(List<double> values)
    {
        var sum = values.Sum();
        var magnitude = values.Sum(Math.Abs);
        // Whether finite values of this size overflow on the way is a matter of order.
        if (values.Any(value => double.IsFinite(value) && Math.Abs(value) > Large))
            return new Expected<double>(sum, 0, IsUnknown: true);
        return new Expected<double>(sum, double.IsFinite(sum) ? magnitude * Unit : 0);
    }

    public static Expected<double> Mean(List<double> values)
    {
        var sum = Sum(values);
        return values.Count == 0 ? double.NaN : new Expected<double>(sum.Value / values.Count, sum.Slack / values.Count, sum.IsUnknown);
    }

    public static Expected<double> Variance(List<double> values)
    {
        var mean = Mean(values);
        if (values.Count <= 1)
            return double.NaN;
        var squares = values.Sum(value => (value - mean.Value) * (value - mean.Value));
        var magnitude = values.Sum(value => value * value) * 1e-12;
        var unknown = mean.IsUnknown || magnitude > Large || !double.IsFinite(magnitude);
        return new Expected<double>(squares / (values.Count - 1), magnitude, unknown && !double.IsNaN(squares));
    }

    /// <summary>Sum of magnitudes.</summary>
    public static Expected<double> Norm1(List<double> values) => Sum([.. values.Select(Math.Abs)]);

    /// <summary>Square root of the sum of squares.</summary>
    public static Expected<double> Norm2(List<double> values)
    {
        var magnitude = Norm1(values);
        return new Expected<double>(Math.Sqrt(values.Sum(value => value * value)), magnitude.Slack, magnitude.IsUnknown);
    }

    /// <summary>Product, whose factors may also overflow on the way.</summary>
    public static Expected<double> Product(List<double> values)
    {
        var product = values.Aggregate(1.0, (product, value) => product * value);
        var doublings = values.Where(value => double.IsFinite(value) && value != 0).Sum(value => Math.Abs(Math.Log2(Math.Abs(value))));
        return new Expected<double>(product, double.IsFinite(product) ? Math.Abs(product) * 1e-12 : 0, doublings > 900);
    }

    /// <summary>The exact product of integers.</summary>
    /// <exception cref="OverflowException">It does not fit in 64 bits.</exception>
    public static Expected<long> Product<T>(List<T> values) where T : IBinaryInteger<T> =>
        (long)values.Aggregate(BigInteger.One, (product, value) => product * BigInteger.CreateChecked(value));
}
