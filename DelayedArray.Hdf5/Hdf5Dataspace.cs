using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>The extents of a dataset or attribute, their limits, and whether there are elements at all.</summary>
/// <param name="Shape">The extents; empty for a scalar.</param>
/// <param name="Maximum">The limit of each extent; empty if none can grow.</param>
/// <param name="IsNull">Whether there are no elements, not even a scalar.</param>
internal readonly record struct Hdf5Dataspace(ImmutableArray<long> Shape, ImmutableArray<long> Maximum, bool IsNull)
{
    /// <summary>Reads the extents of a native dataspace. The caller holds the gate.</summary>
    public static unsafe Hdf5Dataspace Read(Hdf5Location location, Hdf5Id space)
    {
        const string Problem = "cannot read the shape";
        if (location.Ok(H5S.KindOf(space), Problem) == H5S.Null)
            return new([], [], IsNull: true);
        var shape = new long[location.Ok(H5S.Rank(space), Problem)];
        var maximum = new long[shape.Length];
        fixed (long* first = shape, max = maximum)
        {
            if (shape.Length > 0)
                location.Ok(H5S.Extent(space, first, max), Problem);
        }
        return new(ImmutableCollectionsMarshal.AsImmutableArray(shape), ImmutableCollectionsMarshal.AsImmutableArray(maximum), IsNull: false);
    }

    /// <summary>Creates a native dataspace. The caller holds the gate.</summary>
    public static unsafe Hdf5Id Create(Hdf5Location location, ReadOnlySpan<long> shape, ImmutableArray<long> maximum)
    {
        if (shape.IsEmpty)
            return location.Id(H5S.Create(H5S.Scalar), "cannot prepare the dataset");
        fixed (long* first = shape)
        fixed (long* max = maximum.AsSpan())
            return location.Id(H5S.CreateSimple(shape.Length, first, max), "cannot use this shape");
    }

    /// <exception cref="ArgumentException">The shape has too many axes, a negative extent, or more than 2^63 - 1 elements.</exception>
    public static void Check(ReadOnlySpan<long> shape)
    {
        if (shape.Length > H5S.MaximumRank)
            throw new ArgumentException($"The shape has {shape.Length} axes; HDF5 has at most {H5S.MaximumRank}.", nameof(shape));
        foreach (var extent in shape)
        {
            if (extent < 0)
                throw new ArgumentException($"The shape {Text(shape)} has a negative extent.", nameof(shape));
        }
        if (Count(shape) < 0)
            throw new ArgumentException($"The shape {Text(shape)} has more than 2^63 - 1 elements.", nameof(shape));
    }

    /// <summary>The number of elements; -1 if it exceeds 2^63 - 1.</summary>
    public static long Count(ReadOnlySpan<long> shape)
    {
        if (shape.Contains(0))
            return 0;
        UInt128 count = 1;
        foreach (var extent in shape)
        {
            if (extent < 0)
                return -1;
            count *= (ulong)extent;
            if (count > long.MaxValue)
                return -1;
        }
        return (long)count;
    }

    /// <summary>The number of selected elements.</summary>
    /// <exception cref="SelectionException">The selection does not fit the shape; the message names axis, indices and length.</exception>
    public static long CountSelected(ReadOnlySpan<long> shape, ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<long> stride)
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
                throw new SelectionException($"Axis {axis}: start {start[axis]}, count {count[axis]}, stride {step} is not a selection.");
            var last = count[axis] == 0 ? start[axis] : start[axis] + ((Int128)(count[axis] - 1) * step) + 1;
            if (last > shape[axis])
            {
                throw new SelectionException(
                    $"Axis {axis}: start {start[axis]}, count {count[axis]}, stride {step} exceeds the length {shape[axis]}.");
            }
        }
        return Count(count);
    }

    /// <summary>Formats a shape for messages.</summary>
    public static string Text(ReadOnlySpan<long> shape) => $"({string.Join(", ", shape.ToArray())})";
}
