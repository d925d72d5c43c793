namespace DelayedArrays.Testing;

/// <summary>What a result may be: one value, or any that rounding in another order could give.</summary>
internal readonly record struct Expected<T>(T Value, double Slack, bool IsUnknown = false) where T : unmanaged
{
    public static implicit operator Expected<T>(T value) => new(value, 0);

    public static void Check(Expected<T>[] expected, T[] actual, IEqualityComparer<T> comparer)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!expected[i].Contains(actual[i], comparer))
                Assert.Fail($"result {i} of {actual.Length} is {ElementTypes.Format(actual[i])} instead of {ElementTypes.Format(expected[i].Value)} ± {expected[i].Slack}");
        }
    }

    private bool Contains(T actual, IEqualityComparer<T> comparer) => IsUnknown || comparer.Equals(Value, actual)
        || (Slack > 0 && Value is double value && actual is double other && Math.Abs(value - other) <= Slack)
        || (Value is 0.0 && actual is 0.0);
}
