using System.Numerics.Tensors;

namespace DelayedArrays.Samples;

/// <summary>The public face: methods like those of the library.</summary>
internal static class OwnOperations
{
    extension(DelayedArray<double> x)
    {
        /// <summary>Moves values towards zero by <paramref name="threshold"/>; those nearer become zero.</summary>
        public DelayedArray<double> SoftThreshold(double threshold) => x.Map<double, SoftThreshold>(new(threshold));

        /// <summary>Geometric mean over axes; 1 of nothing.</summary>
        public Tensor<double> GeometricMean(Axes axis) => x.Reduce<double, LogSum, double, GeometricMean>(axis, default);
    }
}
