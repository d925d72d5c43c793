namespace DelayedArrays.Testing;

/// <summary>An array in memory with slow and simple operations, element by element. Lazy results are compared with it.</summary>
internal sealed class Dense<T> where T : unmanaged
{
    public Dense(T[] values, params long[] shape)
    {
        Assert.Equal(Count(shape), values.Length);
        Values = values;
        Shape = shape;
    }

    public T[] Values { get; }

    public long[] Shape { get; }

    public int Rank => Shape.Length;

    public T this[long[] index] => Values[Position(index, Shape)];

    /// <summary>Counts the elements of a shape.</summary>
    public static long Count(long[] shape) => shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>Makes an array from a function of the index.</summary>
    public static Dense<T> Build(long[] shape, Func<long[], T> element)
    {
        var values = new List<T>();
        foreach (var index in Indices(shape))
            values.Add(element(index));
        return new Dense<T>([.. values], shape);
    }

    /// <summary>Enumerates the indices of a shape in C order. It returns the same array each time.</summary>
    public static IEnumerable<long[]> Indices(long[] shape)
    {
        if (shape.Contains(0))
            yield break;
        var index = new long[shape.Length];
        while (true)
        {
            yield return index;
            var axis = shape.Length - 1;
            while (axis >= 0 && ++index[axis] == shape[axis])
                index[axis--] = 0;
            if (axis < 0)
                yield break;
        }
    }

    public Dense<T> Subset(long[][] taken) =>
        Build([.. taken.Select(indices => indices.LongLength)], index => this[[.. index.Select((i, axis) => taken[axis][i])]]);

    public Dense<T> Permute(int[] axes)
    {
        return Build([.. axes.Select(axis => Shape[axis])], index =>
        {
            var source = new long[Rank];
            for (var k = 0; k < axes.Length; k++)
                source[axes[k]] = index[k];
            return this[source];
        });
    }

    public Dense<T> Reshape(long[] shape) => new(Values, shape);

    public Dense<T> Expand(int axis) => new(Values, [.. Shape[..axis], 1, .. Shape[axis..]]);

    public Dense<T> Squeeze(int[] axes)
    {
        Assert.All(axes, axis => Assert.Equal(1, Shape[axis]));
        return new(Values, [.. Shape.Where((_, axis) => !axes.Contains(axis))]);
    }

    public Dense<T> BroadcastTo(long[] shape)
    {
        var added = shape.Length - Rank;
        return Build(shape, index => this[[.. Shape.Select((length, axis) => length == 1 ? 0 : index[axis + added])]]);
    }

    public static Dense<T> Concatenate(int axis, Dense<T>[] parts)
    {
        var shape = (long[])parts[0].Shape.Clone();
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        return Build(shape, index =>
        {
            var within = (long[])index.Clone();
            var part = 0;
            while (within[axis] >= parts[part].Shape[axis])
                within[axis] -= parts[part++].Shape[axis];
            return parts[part][within];
        });
    }

    public Dense<TOut> Map<TOut>(Func<T, TOut> function) where TOut : unmanaged => new([.. Values.Select(function)], Shape);

    public Dense<TOut> Zip<TOther, TOut>(Dense<TOther> other, Func<T, TOther, TOut> function)
        where TOther : unmanaged where TOut : unmanaged
    {
        var shape = Joined(Shape, other.Shape);
        var (left, right) = (BroadcastTo(shape), other.BroadcastTo(shape));
        return new Dense<TOut>([.. left.Values.Zip(right.Values, function)], shape);
    }

    /// <summary>Groups the elements by the result that they are reduced to, in C order. Also gives the shape of the results.</summary>
    public (List<T>[] Groups, long[] Shape) Reduce(int[] axes)
    {
        int[] kept = [.. Enumerable.Range(0, Rank).Except(axes)];
        long[] shape = [.. kept.Select(axis => Shape[axis])];
        var groups = new List<T>[Count(shape)];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = [];
        foreach (var index in Indices(Shape))
            groups[Position([.. kept.Select(axis => index[axis])], shape)].Add(this[index]);
        return (groups, shape);
    }

    public static long[] Joined(long[] left, long[] right)
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

    private static long Position(long[] index, long[] shape)
    {
        var position = 0L;
        for (var axis = 0; axis < shape.Length; axis++)
            position = (position * shape[axis]) + index[axis];
        return position;
    }
}
