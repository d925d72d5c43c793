namespace DelayedArrays.Samples;

/// <summary>The state of the reduction after some of the values.</summary>
internal readonly record struct LogSum(long Count, double Sum);

/// <summary>exp(mean(log x)), or 1 for no values.</summary>
internal readonly record struct GeometricMean : IReducer<GeometricMean, double, LogSum, double>
{
    public string Name => "geometric mean";

    public LogSum Empty => default;

    public void Fold(ref LogSum state, double value, long position) => Merge(ref state, new(1, Math.Log(value)));

    public void Merge(ref LogSum state, LogSum other) => state = new(state.Count + other.Count, state.Sum + other.Sum);

    public double Finish(LogSum state) => state.Count == 0 ? 1 : Math.Exp(state.Sum / state.Count);
}
