namespace DelayedArrays.Samples;

/// <summary>What the reduction remembers of some of the values.</summary>
internal readonly record struct LogSum(long Count, double Sum);

/// <summary>exp(mean(log x)).</summary>
internal readonly record struct GeometricMean : IReducer<double, LogSum, double>
{
    public string Name => "geometric mean";

    public LogSum Empty => default;

    public void Fold(ref LogSum state, ReadOnlySpan<double> values, long position, long stride)
    {
        foreach (var value in values)
            Merge(ref state, new(1, Math.Log(value)));
    }

    public void FoldEach(Span<LogSum> states, ReadOnlySpan<double> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            Merge(ref states[i], new(1, Math.Log(values[i])));
    }

    public void Merge(ref LogSum state, LogSum other) => state = new(state.Count + other.Count, state.Sum + other.Sum);

    public double Finish(LogSum state) => state.Count == 0 ? 1 : Math.Exp(state.Sum / state.Count);
}
