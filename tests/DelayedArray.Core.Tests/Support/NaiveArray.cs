namespace DelayedArrays.Tests;

/// <summary>An array in memory whose operations are written element by element, to be obviously right rather than fast.</summary>
internal sealed class NaiveArray<T>(T[] values, long[] shape) where T : unmanaged
{
    public T[] Values => values;

    public long[] Shape => shape;

    public static long Count(long[] shape) => shape.Aggregate(1L, (product, length) => product * length);

    public static NaiveArray<T> Build(long[] shape, Func<long[], T> element)
    {
        var values = new T[Count(shape)];
        for (var i = 0; i < values.Length; i++)
            values[i] = element(IndexOf(i, shape));
        return new NaiveArray<T>(values, shape);
    }

    public static long[] IndexOf(long position, long[] shape)
    {
        var index = new long[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
            (position, index[axis]) = Math.DivRem(position, shape[axis]);
        return index;
    }

    public T At(long[] index)
    {
        var position = 0L;
        for (var axis = 0; axis < shape.Length; axis++)
            position = (position * shape[axis]) + index[axis];
        return values[position];
    }

    public NaiveArray<T> Take(long[][] selections) => Build(
        [.. selections.Select(selection => (long)selection.Length)],
        index => At([.. index.Select((i, axis) => selections[axis][i])]));

    public NaiveArray<T> Permute(int[] axes) => Build([.. axes.Select(axis => shape[axis])], index =>
    {
        var source = new long[index.Length];
        for (var i = 0; i < axes.Length; i++)
            source[axes[i]] = index[i];
        return At(source);
    });

    public NaiveArray<T> Reshape(long[] other) => new(values, other);

    /// <summary>NumPy's broadcasting.</summary>
    public NaiveArray<T> BroadcastTo(long[] other) => Build(other, index => At(
        [.. shape.Select((length, axis) => length == 1 ? 0 : index[axis + other.Length - shape.Length])]));

    public NaiveArray<T> Concatenate(NaiveArray<T> second, int axis)
    {
        var joined = (long[])shape.Clone();
        joined[axis] += second.Shape[axis];
        return Build(joined, index =>
        {
            if (index[axis] < shape[axis])
                return At(index);
            index[axis] -= shape[axis];
            return second.At(index);
        });
    }

    public NaiveArray<TOut> Map<TOut>(Func<T, TOut> function) where TOut : unmanaged => new([.. values.Select(function)], shape);

    public NaiveArray<TOut> Zip<TOther, TOut>(NaiveArray<TOther> other, Func<T, TOther, TOut> function)
        where TOther : unmanaged where TOut : unmanaged
    {
        var joined = Join(shape, other.Shape);
        var (x, y) = (BroadcastTo(joined), other.BroadcastTo(joined));
        return new([.. x.Values.Zip(y.Values, function)], joined);
    }

    /// <summary>Values reduced together, for each result in C order.</summary>
    public List<(T Value, long Position)>[] Groups(int[] axes)
    {
        int[] kept = [.. Enumerable.Range(0, shape.Length).Where(axis => !axes.Contains(axis))];
        long[] keptShape = [.. kept.Select(axis => shape[axis])], reducedShape = [.. axes.Select(axis => shape[axis])];
        var groups = new List<(T, long)>[Count(keptShape)];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = [];
        for (var i = 0; i < values.Length; i++)
        {
            var index = IndexOf(i, shape);
            groups[Position(kept, keptShape, index)].Add((values[i], Position(axes, reducedShape, index)));
        }
        return groups;
    }

    private static long Position(int[] axes, long[] lengths, long[] index)
    {
        var position = 0L;
        for (var i = 0; i < axes.Length; i++)
            position = (position * lengths[i]) + index[axes[i]];
        return position;
    }

    private static long[] Join(long[] left, long[] right)
    {
        var joined = new long[Math.Max(left.Length, right.Length)];
        for (var k = 1; k <= joined.Length; k++)
        {
            var a = k <= left.Length ? left[^k] : 1;
            var b = k <= right.Length ? right[^k] : 1;
            joined[^k] = a == 1 ? b : a;
        }
        return joined;
    }
}
