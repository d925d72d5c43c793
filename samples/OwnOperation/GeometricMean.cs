namespace DelayedArrays.Samples;

/// <summary>exp(mean(log x)), or 1 for no values. The state is the sum of the logarithms.</summary>
internal readonly record struct GeometricMean : IReducer<GeometricMean, double, double, double>
{
    public string Name => "geometric mean";

    public double Empty => 0;

    public void Fold(ref double state, double value, long position) => state += Math.Log(value);

    public void Merge(ref double state, double other) => state += other;

    public double Finish(double state, long count) => count == 0 ? 1 : Math.Exp(state / count);
}
