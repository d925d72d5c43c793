using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>How a dataset is created.</summary>
public sealed partial record Hdf5DatasetOptions
{
    /// <summary>Stands in <see cref="MaximumShape"/> for an axis without limit.</summary>
    public const long Unlimited = -1;

    /// <summary>Shape of the chunks; empty if the dataset is not chunked.</summary>
    public ImmutableArray<long> ChunkShape { get; init; } = [];

    /// <summary>
    /// The largest extent of each axis, <see cref="Unlimited"/> for no limit; empty if the dataset cannot grow. Needs chunks.
    /// </summary>
    public ImmutableArray<long> MaximumShape { get; init; } = [];

    /// <summary>The filters, in the order they are applied in writing. They need chunks.</summary>
    public ImmutableArray<Hdf5Filter> Filters { get; init; } = [];

    /// <summary>The value of elements that were never written: one element in this machine's byte order; empty for zero.</summary>
    public ImmutableArray<byte> FillValue { get; init; } = [];

    /// <summary>Whether a dataset without chunks is stored in its header instead of in one piece elsewhere.</summary>
    public bool IsCompact { get; init; }

    /// <summary>Makes a fill value for <see cref="FillValue"/>.</summary>
    /// <typeparam name="T">The dataset's element type in memory.</typeparam>
    /// <param name="value">The value.</param>
    public static ImmutableArray<byte> Fill<T>(T value) where T : unmanaged =>
        [.. System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value))];

    internal void Check(ReadOnlySpan<long> shape)
    {
        Hdf5Dataspace.Check(shape);
        var chunked = !ChunkShape.IsEmpty;
        if (chunked && ChunkShape.Length != shape.Length)
            throw new ArgumentException($"The chunks have {ChunkShape.Length} axes, the dataset {shape.Length}.", nameof(shape));
        if (chunked && ChunkShape.Any(static extent => extent < 1))
            throw new ArgumentException($"The chunks ({string.Join(", ", ChunkShape)}) need at least one element on each axis.", nameof(shape));
        if (chunked && IsCompact)
            throw new ArgumentException("A dataset with chunks cannot be compact.", nameof(shape));
        if (!chunked && !Filters.IsEmpty)
            throw new ArgumentException("Filters need chunks.", nameof(shape));
        if (MaximumShape.IsEmpty)
            return;
        if (!chunked)
            throw new ArgumentException("A dataset that can grow needs chunks.", nameof(shape));
        if (MaximumShape.Length != shape.Length)
            throw new ArgumentException($"The maximum shape has {MaximumShape.Length} axes, the dataset {shape.Length}.", nameof(shape));
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (MaximumShape[axis] != Unlimited && MaximumShape[axis] < shape[axis])
                throw new ArgumentException($"Axis {axis} has length {shape[axis]} but maximum {MaximumShape[axis]}.", nameof(shape));
        }
    }
}
