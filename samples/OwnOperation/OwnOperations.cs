using System.Numerics.Tensors;

namespace DelayedArrays.Samples;

/// <summary>The public face: methods like those of the library.</summary>
internal static class OwnOperations
{
    /// <summary>Geometric mean; 1 of nothing. Passes and lazy arrays take it as it is.</summary>
    public static Reduction<double, Tensor<double>> GeometricMean { get; } = Reduction.Of<double, LogSum, double, GeometricMean>(default);

    extension(DelayedArray<double> x)
    {
        /// <summary>Moves values towards zero by <paramref name="threshold"/>; those nearer become zero.</summary>
        public DelayedArray<double> SoftThreshold(double threshold) => x.Map<double, SoftThreshold>(new(threshold));
    }
}
