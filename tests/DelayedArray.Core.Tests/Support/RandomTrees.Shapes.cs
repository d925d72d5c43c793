namespace DelayedArrays.Tests;

internal sealed partial class RandomTrees
{
    /// <summary>A shape that broadcasts to another: some axes of length 1, or left out at the front.</summary>
    private long[] Narrowed(long[] shape)
    {
        var narrowed = shape.Select(length => random.Next(4) == 0 ? 1 : length).ToArray();
        return random.Next(4) == 0 ? narrowed[random.Next(narrowed.Length + 1)..] : narrowed;
    }

    private Pair<T> Subset<T>(Pair<T> x) where T : unmanaged
    {
        var lengths = x.Naive.Shape;
        var mentioned = random.Next(lengths.Length + 1);
        var indices = new AxisIndex[mentioned];
        var taken = lengths.Select(length => Range(0, length)).ToArray();
        var kept = new List<int>();
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            if (axis < mentioned)
                (indices[axis], taken[axis]) = Selection(lengths[axis]);
            if (axis >= mentioned || !indices[axis].DropsAxis)
                kept.Add(axis);
        }
        var subset = x.Naive.Subset(taken);
        return new(x.Lazy[indices], subset.Reshape([.. kept.Select(axis => subset.Shape[axis])]));
    }

    private (AxisIndex Index, long[] Taken) Selection(long length)
    {
        switch (random.Next(length == 0 ? 1 : 7))
        {
            case 0:
                var start = random.Next((int)length + 1);
                var stop = random.Next(start, (int)length + 1);
                return (start..stop, Range(start, stop - start));
            case 1:
                var one = random.Next((int)length);
                return (one, [one]);
            case 2:
                var step = random.Next(1, 4);
                return (DelayedArrays.Selection.Slice(step: step), [.. Range(0, length).Where(i => i % step == 0)]);
            case 3:
                var back = random.Next(1, 4);
                return (DelayedArrays.Selection.Slice(step: -back), [.. Range(0, length).Reverse().Where((_, k) => k % back == 0)]);
            case 4:
                var mask = Range(0, length).Select(_ => random.Next(2) == 0).ToArray();
                return (mask, [.. Range(0, length).Where(i => mask[i])]);
            case 5:
                return (Index.FromEnd((int)length), [0]);
            default:
                var list = Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.NextInt64(length)).ToArray();
                return (list, list);
        }
    }

    private Pair<T> Permute<T>(Pair<T> x) where T : unmanaged
    {
        var axes = Enumerable.Range(0, x.Naive.Shape.Length).ToArray();
        random.Shuffle(axes);
        return new(x.Lazy.Permute(axes), x.Naive.Permute(axes));
    }

    private static Pair<T> Squeeze<T>(Pair<T> x) where T : unmanaged =>
        new(x.Lazy.Squeeze(), x.Naive.Reshape([.. x.Naive.Shape.Where(length => length != 1)]));

    private Pair<T> Expand<T>(Pair<T> x) where T : unmanaged
    {
        if (x.Naive.Shape.Length > 4)
            return x;
        var axis = random.Next(x.Naive.Shape.Length + 1);
        return new(x.Lazy.ExpandDims(axis), x.Naive.Reshape([.. x.Naive.Shape[..axis], 1, .. x.Naive.Shape[axis..]]));
    }

    private Pair<T> Broadcast<T>(Pair<T> x) where T : unmanaged
    {
        long[] shape = [.. x.Naive.Shape.Select(length => length == 1 ? random.Next(1, 4) : length)];
        if (shape.Length < 5 && random.Next(2) == 0)
            shape = [random.Next(1, 4), .. shape];
        return new(x.Lazy.BroadcastTo(shape), x.Naive.BroadcastTo(shape));
    }

    private Pair<T> Concatenate<T>(Pair<T> x) where T : unmanaged
    {
        var lengths = x.Naive.Shape;
        if (lengths.Length == 0 || Dense<T>.Count(lengths) > 5000)
            return x;
        var axis = random.Next(lengths.Length);
        var indices = Enumerable.Repeat((AxisIndex)System.Range.All, lengths.Length).ToArray();
        var taken = lengths.Select(length => Range(0, length)).ToArray();
        do
        {
            (indices[axis], taken[axis]) = Selection(lengths[axis]);
        }
        while (indices[axis].DropsAxis);
        var other = new Pair<T>(x.Lazy[indices], x.Naive.Subset(taken));
        return random.Next(2) == 0
            ? new(Delayed.Concatenate(axis, x.Lazy, other.Lazy), Dense<T>.Concatenate(axis, [x.Naive, other.Naive]))
            : new(Delayed.Concatenate(axis, other.Lazy, x.Lazy), Dense<T>.Concatenate(axis, [other.Naive, x.Naive]));
    }

    private static long[] Range(long start, long count) => [.. Enumerable.Range((int)start, (int)count).Select(i => (long)i)];
}
