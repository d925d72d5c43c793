namespace DelayedArrays.Testing;

/// <summary>Operations that move elements about, the same for all element types.</summary>
internal static class StructuralSteps<T> where T : unmanaged
{
    public static Twin<T>? Apply(RandomGraph tree, Twin<T> x)
    {
        var random = tree.Random;
        return random.Next(20) switch
        {
            < 8 => Subset(random, x) is { } part && RandomGraph.Fits(part.Shape) ? part : null,
            < 12 => Permute(random, x),
            12 => RandomGraph.Fits([.. x.Shape, 1]) ? Expand(random, x) : null,
            13 => Squeeze(random, x),
            < 16 => Broadcast(tree, x),
            16 => Stack(tree, x),
            _ => Concatenate(tree, x),
        };
    }

    public static Twin<T> Subset(Random random, Twin<T> x)
    {
        var picks = x.Shape.Select(length => RandomSelections.Next(random, length)).ToArray();
        var given = picks.Length;
        while (given > 0 && !picks[given - 1].Drops && picks[given - 1].Taken.SequenceEqual(
            RandomSelections.Sequence(0, x.Shape[given - 1], 1)) && random.Next(2) == 0)
            given--;
        var part = x.Naive.Subset([.. picks.Select(pick => pick.Taken)]);
        int[] dropped = [.. Enumerable.Range(0, picks.Length).Where(axis => picks[axis].Drops)];
        AxisIndex[] indices = [.. picks.Take(given).Select(pick => pick.Index)];
        return new Twin<T>(x.Array[indices], part.Squeeze(dropped));
    }

    public static Twin<T> Permute(Random random, Twin<T> x)
    {
        var rank = x.Shape.Length;
        int[] axes = [.. Enumerable.Range(0, rank)];
        random.Shuffle(axes);
        if (random.Next(4) == 0)
            return new Twin<T>(x.Array.Transpose(), x.Naive.Permute([.. Enumerable.Range(0, rank).Reverse()]));
        int[] named = [.. axes.Select(axis => random.Next(2) == 0 ? axis : axis - rank)];
        return new Twin<T>(x.Array.Permute(named), x.Naive.Permute(axes));
    }

    /// <summary>Something that has the shape given when stretched, from what there is already or new.</summary>
    public static Twin<T> Partner(RandomGraph tree, Twin<T> x)
    {
        var shape = x.Shape;
        switch (tree.Random.Next(6))
        {
            case 0:
                return x;
            case 1:
                int[] reversed = [.. Enumerable.Range(0, shape.Length).Reverse()];
                var turned = new Twin<T>(x.Array.Transpose(), x.Naive.Permute(reversed));
                return turned.Shape.SequenceEqual(shape) ? turned : Mirrored(x);
            case 2:
            case 3:
                return Fitted(tree, tree.Earlier<T>(), shape);
            default:
                var lengths = shape[tree.Random.Next(shape.Length + 1)..];
                for (var axis = 0; axis < lengths.Length; axis++)
                    lengths[axis] = tree.Chance(25) ? 1 : lengths[axis];
                return tree.Leaf<T>(lengths);
        }
    }

    private static Twin<T> Mirrored(Twin<T> x) => new(
        x.Array[[.. x.Shape.Select(_ => Selection.Slice(step: -1))]],
        x.Naive.Subset([.. x.Shape.Select(length => RandomSelections.Sequence(length - 1, length, -1))]));

    /// <summary>Cuts axes until the array stretches to a shape.</summary>
    public static Twin<T> Fitted(RandomGraph tree, Twin<T> x, long[] shape)
    {
        while (x.Shape.Length > shape.Length)
        {
            if (x.Shape[0] == 0)
                return tree.Leaf<T>(shape);
            var whole = x.Shape.Select(length => RandomSelections.Sequence(0, length, 1)).Skip(1);
            x = new Twin<T>(x.Array[^1], x.Naive.Subset([[x.Shape[0] - 1], .. whole]).Squeeze([0]));
        }
        var picks = new long[x.Shape.Length][];
        for (var axis = 0; axis < picks.Length; axis++)
        {
            var (have, want) = (x.Shape[axis], shape[axis + shape.Length - picks.Length]);
            if (have == 0 && want > 1)
                return tree.Leaf<T>(shape);
            picks[axis] = have == want ? RandomSelections.Sequence(0, have, 1)
                : have > want && want != 1 ? RandomSelections.Sequence(tree.Random.NextInt64(have - want + 1), want, 1)
                : RandomSelections.Sequence(0, Math.Min(have, 1), 1);
        }
        return new Twin<T>(x.Array[[.. picks.Select(pick => (AxisIndex)pick)]], x.Naive.Subset(picks));
    }

    private static Twin<T> Expand(Random random, Twin<T> x)
    {
        var axis = random.Next(x.Shape.Length + 1);
        return new Twin<T>(x.Array.ExpandDims(random.Next(2) == 0 ? axis : axis - x.Shape.Length - 1), x.Naive.Expand(axis));
    }

    private static Twin<T>? Squeeze(Random random, Twin<T> x)
    {
        int[] ones = [.. Enumerable.Range(0, x.Shape.Length).Where(axis => x.Shape[axis] == 1)];
        if (ones.Length == 0 || random.Next(2) == 0)
            return ones.Length == 0 ? null : new Twin<T>(x.Array.Squeeze(), x.Naive.Squeeze(ones));
        int[] some = [.. ones.Where(_ => random.Next(2) == 0)];
        return some.Length == 0 ? null : new Twin<T>(x.Array.Squeeze(some), x.Naive.Squeeze(some));
    }

    private static Twin<T>? Broadcast(RandomGraph tree, Twin<T> x)
    {
        var shape = x.Shape;
        for (var axis = 0; axis < shape.Length; axis++)
            shape[axis] = shape[axis] == 1 && tree.Chance(60) ? tree.Random.Next(0, 5) : shape[axis];
        while (tree.Chance(40))
            shape = [tree.Random.Next(1, 5), .. shape];
        return RandomGraph.Fits(shape) ? new Twin<T>(x.Array.BroadcastTo(shape), x.Naive.BroadcastTo(shape)) : null;
    }

    private static Twin<T>? Stack(RandomGraph tree, Twin<T> x)
    {
        var axis = tree.Random.Next(x.Shape.Length + 1);
        var parts = new Twin<T>[tree.Random.Next(1, 4)];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = tree.Chance(50) ? x : tree.Chance(50) ? Mirrored(x) : tree.Leaf<T>(x.Shape);
        if (!RandomGraph.Fits([.. x.Shape, parts.Length]))
            return null;
        var named = tree.Chance(50) ? axis : axis - x.Shape.Length - 1;
        return new Twin<T>(Delayed.Stack(named, [.. parts.Select(part => part.Array)]),
            Dense<T>.Concatenate(axis, [.. parts.Select(part => part.Naive.Expand(axis))]));
    }

    private static Twin<T>? Concatenate(RandomGraph tree, Twin<T> x)
    {
        if (x.Shape.Length == 0)
            return null;
        var axis = tree.Random.Next(x.Shape.Length);
        var parts = new Twin<T>[tree.Random.Next(1, 5)];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = ConcatenatePart(tree, x, axis);
        var shape = x.Shape;
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        if (!RandomGraph.Fits(shape))
            return null;
        var named = tree.Chance(50) ? axis : axis - x.Shape.Length;
        return new Twin<T>(Delayed.Concatenate(named, [.. parts.Select(part => part.Array)]),
            Dense<T>.Concatenate(axis, [.. parts.Select(part => part.Naive)]));
    }

    private static Twin<T> ConcatenatePart(RandomGraph tree, Twin<T> x, int axis)
    {
        if (tree.Chance(40))
            return tree.Chance(50) ? x : Mirrored(x);
        var shape = x.Shape;
        if (tree.Chance(50))
        {
            shape[axis] = tree.Random.Next(0, 6);
            return tree.Leaf<T>(shape);
        }
        var indices = shape.Select(_ => Selection.All).ToArray();
        var taken = shape.Select(length => RandomSelections.Sequence(0, length, 1)).ToArray();
        var start = tree.Random.NextInt64(shape[axis] + 1);
        taken[axis] = RandomSelections.Sequence(start, shape[axis] - start, 1);
        indices[axis] = Selection.Slice(start);
        return new Twin<T>(x.Array[indices], x.Naive.Subset(taken));
    }
}
