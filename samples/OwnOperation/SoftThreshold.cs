namespace DelayedArrays.Samples;

/// <summary>y = sign(x) * max(|x| - threshold, 0). A record struct compares by value, so equal operations are recognised.</summary>
internal readonly record struct SoftThreshold(double Threshold) : IUnaryOp<double, double>
{
    public string Name => $"SoftThreshold({Threshold})";

    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] - Math.Clamp(x[i], -Threshold, Threshold);
    }
}
