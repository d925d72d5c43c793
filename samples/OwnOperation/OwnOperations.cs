using System.Numerics.Tensors;

namespace DelayedArrays.Samples;

/// <summary>The public methods, in the style of the library.</summary>
internal static class OwnOperations
{
    /// <summary>The geometric mean. For no values it is 1. It also works in passes and lazy arrays.</summary>
    public static Reduction<double, Tensor<double>> GeometricMean { get; } = Reduction.Of<double, double, double, GeometricMean>(default);

    extension(DelayedArray<double> x)
    {
        /// <summary>Moves values towards zero by <paramref name="threshold"/>. Values closer to zero than that become zero.</summary>
        public DelayedArray<double> SoftThreshold(double threshold) => x.Map<double, SoftThreshold>(new(threshold));
    }
}
