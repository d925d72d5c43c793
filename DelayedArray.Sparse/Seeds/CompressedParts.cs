namespace DelayedArrays;

/// <summary>Checks that shape, offsets, indices and values of a compressed matrix fit together.</summary>
internal static class CompressedParts
{
    /// <exception cref="ArrayFormatException">They do not.</exception>
    public static void Check(
        Shape shape, int compressedAxis, ReadOnlySpan<long> offsets, DelayedArray indices, DelayedArray values, SparseSource source)
    {
        if (shape.Rank != 2 || compressedAxis is not (0 or 1))
            throw source.Error($"a compressed sparse matrix has two axes, and one of them is compressed; the shape is {shape}");
        if (indices.Rank != 1 || values.Rank != 1)
            throw source.Error($"indices and data have one axis each, not the shapes {indices.Shape} and {values.Shape}");
        if (indices.ElementType is ElementType.Boolean || indices.ElementType.IsFloat())
            throw source.Error($"indices are integers, not {indices.ElementType.Name()}");
        var lines = shape[compressedAxis];
        if (offsets.Length != lines + 1)
        {
            throw source.Error(
                $"indptr has {offsets.Length} elements, where {lines} {(compressedAxis == 0 ? "rows" : "columns")} need {lines + 1}");
        }
        CheckOffsets(offsets, source);
        if (indices.Shape[0] != offsets[^1] || values.Shape[0] != offsets[^1])
        {
            throw source.Error(
                $"indptr ends at {offsets[^1]}, but there are {indices.Shape[0]} indices and {values.Shape[0]} values");
        }
    }

    private static void CheckOffsets(ReadOnlySpan<long> offsets, SparseSource source)
    {
        if (offsets[0] != 0)
            throw source.Error($"indptr starts at {offsets[0]}, not at 0");
        for (var i = 1; i < offsets.Length; i++)
        {
            if (offsets[i] < offsets[i - 1])
                throw source.Error($"indptr decreases from {offsets[i - 1]} to {offsets[i]} at {i}; it must not");
        }
    }
}
