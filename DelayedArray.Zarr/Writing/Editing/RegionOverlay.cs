namespace DelayedArrays;

/// <summary>Puts new elements over a box of an array.</summary>
internal static class RegionOverlay
{
    /// <summary>The smallest box of whole chunks around another, cut off at the edge of the array.</summary>
    public static Box Aligned(Box box, Shape chunk, Shape array)
    {
        var start = new long[chunk.Rank];
        var lengths = new long[chunk.Rank];
        for (var axis = 0; axis < start.Length; axis++)
        {
            var last = (box.Start[axis] + box.Lengths[axis] - 1) / chunk[axis];
            start[axis] = box.Start[axis] / chunk[axis] * chunk[axis];
            var end = chunk[axis] > array[axis] - (last * chunk[axis]) ? array[axis] : (last + 1) * chunk[axis];
            lengths[axis] = end - start[axis];
        }
        return new(new Shape(start), new Shape(lengths));
    }

    /// <summary>A part of an array in which a box is replaced.</summary>
    /// <param name="old">The array; it may end where the box begins.</param>
    /// <param name="whole">The part.</param>
    /// <param name="box">The box, within the part.</param>
    /// <param name="values">What is in the box.</param>
    public static DelayedArray<T> Of<T>(DelayedArray<T> old, Box whole, Box box, DelayedArray<T> values) where T : unmanaged
    {
        var merged = values;
        // From the last axis to the first, what is around becomes longer by one axis.
        for (var axis = whole.Lengths.Rank - 1; axis >= 0; axis--)
        {
            var start = box.Start[axis];
            var end = start + box.Lengths[axis];
            List<DelayedArray<T>> parts = [];
            if (start > whole.Start[axis])
                parts.Add(Around(old, whole, box, axis, whole.Start[axis], start));
            parts.Add(merged);
            if (end < whole.Start[axis] + whole.Lengths[axis])
                parts.Add(Around(old, whole, box, axis, end, whole.Start[axis] + whole.Lengths[axis]));
            merged = parts.Count == 1 ? merged : Delayed.Concatenate(axis, parts);
        }
        return merged;
    }

    /// <summary>Elements beside the box along an axis; of axes before it only those of the box, of axes after it all of the part.</summary>
    private static DelayedArray<T> Around<T>(DelayedArray<T> old, Box whole, Box box, int axis, long from, long to) where T : unmanaged
    {
        var axes = new AxisIndex[whole.Lengths.Rank];
        for (var k = 0; k < axes.Length; k++)
        {
            var taken = k < axis ? box : whole;
            axes[k] = k == axis ? AxisSelection.Range(from, to - from) : AxisSelection.Range(taken.Start[k], taken.Lengths[k]);
        }
        return old[axes];
    }
}
