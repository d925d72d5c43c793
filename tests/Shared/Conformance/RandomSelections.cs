namespace DelayedArrays.Testing;

/// <summary>Makes random selections of one axis, in every form, with the positions that they select.</summary>
internal static class RandomSelections
{
    public static (AxisIndex Index, long[] Taken, bool Drops) Next(Random random, long length)
    {
        if (length > 0 && random.Next(8) == 0)
            return Single(random, length);
        return random.Next(10) switch
        {
            0 or 1 => (Range.All, Sequence(0, length, 1), false),
            2 or 3 => Interval(random, length),
            4 or 5 => Slice(random, length),
            6 => Mask(random, length),
            7 => Resolved(random, length),
            _ => List(random, length),
        };
    }

    /// <summary>
    /// Computes the positions of a slice by Python's definition: ends are counted from the start, limited to the axis, then walked.
    /// </summary>
    public static long[] PythonSlice(long? start, long? stop, long step, long length)
    {
        long Place(long? given, long missing, long low, long high) =>
            given is { } place ? Math.Min(Math.Max(place < 0 ? place + length : place, low), high) : missing;

        var taken = new List<long>();
        if (step > 0)
        {
            for (var i = Place(start, 0, 0, length); i < Place(stop, length, 0, length); i += step)
                taken.Add(i);
        }
        else
        {
            for (var i = Place(start, length - 1, -1, length - 1); i > Place(stop, -1, -1, length - 1); i += step)
                taken.Add(i);
        }
        return [.. taken];
    }

    public static long[] Sequence(long start, long count, long step)
    {
        var sequence = new long[count];
        for (var i = 0; i < count; i++)
            sequence[i] = start + (i * step);
        return sequence;
    }

    private static (AxisIndex, long[], bool) Single(Random random, long length)
    {
        var at = random.NextInt64(length);
        AxisIndex index = random.Next(3) switch
        {
            0 => at,
            1 => (int)at,
            _ => new Index((int)(length - at), fromEnd: true),
        };
        return (index, [at], true);
    }

    private static (AxisIndex, long[], bool) Interval(Random random, long length)
    {
        var start = random.NextInt64(length + 1);
        var stop = random.NextInt64(start, length + 1);
        var first = random.Next(2) == 0 ? new Index((int)start) : new Index((int)(length - start), fromEnd: true);
        var last = random.Next(2) == 0 ? new Index((int)stop) : new Index((int)(length - stop), fromEnd: true);
        return (first..last, Sequence(start, stop - start, 1), false);
    }

    private static (AxisIndex, long[], bool) Slice(Random random, long length)
    {
        long? Place() => random.Next(3) == 0 ? null : random.NextInt64(-length - 3, length + 4);
        var (start, stop) = (Place(), Place());
        long[] steps = [1, 2, 3, 5, -1, -1, -2, -3, -7];
        var step = steps[random.Next(steps.Length)];
        return (Selection.Slice(start, stop, step), PythonSlice(start, stop, step, length), false);
    }

    private static (AxisIndex, long[], bool) Mask(Random random, long length)
    {
        var mask = new bool[length];
        for (var i = 0; i < mask.Length; i++)
            mask[i] = random.Next(3) > 0;
        return (mask, [.. Sequence(0, length, 1).Where(i => mask[i])], false);
    }

    private static (AxisIndex, long[], bool) Resolved(Random random, long length)
    {
        var start = random.NextInt64(length + 1);
        var step = random.NextInt64(1, 4);
        var count = random.NextInt64(0, ((length - start) / step) + 1);
        return (AxisSelection.Range(start, count, step), Sequence(start, count, step), false);
    }

    private static (AxisIndex, long[], bool) List(Random random, long length)
    {
        var count = length == 0 || random.Next(12) == 0 ? 0 : random.Next(1, (int)Math.Min(length * 2, 12) + 1);
        var list = new long[count];
        for (var i = 0; i < count; i++)
            list[i] = random.NextInt64(length);
        if (random.Next(3) == 0)
            list = [.. list.Distinct().Order()];
        return random.Next(2) == 0 ? (list, list, false) : (list.Select(i => (int)i).ToArray(), list, false);
    }
}
