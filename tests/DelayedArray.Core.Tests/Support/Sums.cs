namespace DelayedArrays.Tests;

/// <summary>What a result may be: one value, or any that rounding in another order could give.</summary>
internal readonly record struct Expected<T>(T Value, double Slack, bool IsUnknown = false) where T : unmanaged
{
    public static implicit operator Expected<T>(T value) => new(value, 0);

    public static void Check(Expected<T>[] expected, T[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!expected[i].Contains(actual[i]))
                Assert.Fail($"result {i} of {actual.Length} is {ElementTypes.Format(actual[i])} instead of {ElementTypes.Format(expected[i].Value)} ± {expected[i].Slack}");
        }
    }

    private bool Contains(T actual) => IsUnknown || SameBits<T>.Comparer.Equals(Value, actual)
        || (Slack > 0 && Value is double value && actual is double other && Math.Abs(value - other) <= Slack)
        || (Value is 0.0 && actual is 0.0);
}

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
}
