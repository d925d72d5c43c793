namespace DelayedArrays.Tests;

internal sealed partial class RandomSparseTrees
{
    private const int MostElements = 8000;

    private SparseTwin<T> Subset<T>(SparseTwin<T> x) where T : unmanaged
    {
        AxisIndex[] indices = [.. x.Shape.Select(length => random.Next(2) == 0 ? Selection.All : RandomSelections.Next(random, length).Index)];
        return x.With(a => a[indices]);
    }

    private SparseTwin<T> Permute<T>(SparseTwin<T> x) where T : unmanaged
    {
        var axes = Enumerable.Range(0, x.Shape.Length).ToArray();
        random.Shuffle(axes);
        return random.Next(2) == 0 ? x.With(a => a.Transpose()) : x.With(a => a.Permute(axes));
    }

    private static SparseTwin<T> Squeeze<T>(SparseTwin<T> x) where T : unmanaged => x.With(a => a.Squeeze());

    private SparseTwin<T> Expand<T>(SparseTwin<T> x) where T : unmanaged
    {
        var axis = random.Next(x.Shape.Length + 1);
        return x.Shape.Length > 3 ? x : x.With(a => a.ExpandDims(axis));
    }

    private SparseTwin<T> Broadcast<T>(SparseTwin<T> x) where T : unmanaged
    {
        long[] shape = [.. x.Shape.Select(length => length == 1 ? random.Next(1, 8) : length)];
        if (shape.Length < 3 && random.Next(2) == 0)
            shape = [random.Next(1, 4), .. shape];
        return shape.Aggregate(1L, (product, length) => product * length) > MostElements ? x : x.With(a => a.BroadcastTo(shape));
    }

    private SparseTwin<T> Concatenate<T>(SparseTwin<T> x) where T : unmanaged
    {
        var shape = x.Shape;
        if (shape.Length == 0 || shape.Aggregate(1L, (product, length) => product * length) > MostElements)
            return x;
        var axis = random.Next(shape.Length);
        var parts = new SparseTwin<T>[random.Next(1, 4)];
        parts[0] = x;
        for (var i = 1; i < parts.Length; i++)
            parts[i] = Part(x, axis);
        random.Shuffle(parts);
        return new(Delayed.Concatenate(axis, [.. parts.Select(part => part.Sparse)]),
            Delayed.Concatenate(axis, [.. parts.Select(part => part.Dense)]));
    }

    private SparseTwin<T> Part<T>(SparseTwin<T> x, int axis) where T : unmanaged
    {
        var shape = x.Shape;
        if (random.Next(3) == 0)
        {
            AxisIndex[] indices = [.. shape.Select(_ => Selection.All)];
            indices[axis] = Selection.Slice(random.Next(3), null, random.Next(1, 3));
            return x.With(a => a[indices]);
        }
        shape[axis] = random.Next(8);
        if (shape.Length == 2 && random.Next(4) > 0)
            return RandomEntries.Leaf<T>(random, shape);
        var values = new T[shape.Aggregate(1L, (product, length) => product * length)];
        for (var i = 0; i < values.Length; i++)
            values[i] = RandomEntries.Value<T>(random);
        return Both(Delayed.FromMemory(values, new Shape(shape)));
    }
}
