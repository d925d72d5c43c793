namespace DelayedArrays;

/// <summary>Checks shapes and selections before the library sees them.</summary>
internal static class DatasetShape
{
    /// <exception cref="ArgumentException">Too many axes, a negative extent, or more than 2^63 - 1 elements.</exception>
    public static void Check(ReadOnlySpan<long> shape)
    {
        if (shape.Length > H5S.MaximumRank)
            throw new ArgumentException($"The shape has {shape.Length} axes; HDF5 has at most {H5S.MaximumRank}.", nameof(shape));
        foreach (var extent in shape)
        {
            if (extent < 0) throw new ArgumentException($"The shape {Text(shape)} has a negative extent.", nameof(shape));
        }

        if (Count(shape) < 0)
            throw new ArgumentException($"The shape {Text(shape)} has more than 2^63 - 1 elements.", nameof(shape));
    }

    /// <summary>The number of elements; -1 if it exceeds 2^63 - 1.</summary>
    public static long Count(ReadOnlySpan<long> shape)
    {
        if (shape.Contains(0)) return 0;
        UInt128 count = 1;
        foreach (var extent in shape)
        {
            if (extent < 0) return -1;
            count *= (ulong)extent;
            if (count > long.MaxValue) return -1;
        }

        return (long)count;
    }

    /// <summary>The number of elements selected.</summary>
    /// <exception cref="SelectionException">The selection does not fit the shape; the message names axis, indices and length.</exception>
    public static long CountSelected(
        ReadOnlySpan<long> shape, ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<long> stride)
    {
        if (start.Length != shape.Length || count.Length != shape.Length || (!stride.IsEmpty && stride.Length != shape.Length))
        {
            throw new SelectionException(
                $"The selection has {start.Length} starts, {count.Length} counts and {stride.Length} strides; expected {shape.Length}.");
        }

        for (var axis = 0; axis < shape.Length; axis++)
        {
            var step = stride.IsEmpty ? 1 : stride[axis];
            if (start[axis] < 0 || count[axis] < 0 || step < 1)
                throw new SelectionException($"Axis {axis}: start {start[axis]}, count {count[axis]}, stride {step} is no selection.");
            var last = count[axis] == 0 ? start[axis] : start[axis] + ((Int128)(count[axis] - 1) * step) + 1;
            if (last > shape[axis])
            {
                throw new SelectionException(
                    $"Axis {axis}: start {start[axis]}, count {count[axis]}, stride {step} exceeds the length {shape[axis]}.");
            }
        }

        return Count(count);
    }

    public static string Text(ReadOnlySpan<long> shape) => $"({string.Join(", ", shape.ToArray())})";
}
