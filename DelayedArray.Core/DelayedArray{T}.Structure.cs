using System.Collections.Immutable;

namespace DelayedArrays;

public sealed partial class DelayedArray<T>
{
    /// <summary>Reverses the order of the axes.</summary>
    public DelayedArray<T> Transpose() => Permute([.. Enumerable.Range(0, Rank).Reverse()]);

    /// <summary>Reorders the axes.</summary>
    /// <param name="axes">For each axis of the result, the axis of this array that it comes from.</param>
    /// <exception cref="ArgumentException">The axes are not a permutation.</exception>
    public DelayedArray<T> Permute(params ReadOnlySpan<int> axes)
    {
        var sources = ImmutableArray.CreateBuilder<int>(Rank);
        foreach (var axis in axes)
            sources.Add(Shape.CheckAxis(axis));
        if (sources.Count != Rank || sources.Distinct().Count() != Rank)
            throw new ArgumentException($"({string.Join(", ", axes.ToArray())}) does not name each of the {Rank} axes once", nameof(axes));
        var taken = sources.ToImmutable();
        return new(Rearrange<T>.Of(Node, new Shape([.. taken.Select(axis => Shape[axis])]), taken));
    }

    /// <summary>Adds an axis of length 1.</summary>
    /// <param name="axis">Its index in the result. Negative numbers count from the end.</param>
    public DelayedArray<T> ExpandDims(int axis)
    {
        if (axis < -Rank - 1 || axis > Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"the result has {Rank + 1} axes");
        var at = axis < 0 ? axis + Rank + 1 : axis;
        var sources = ChunkLayout.COrder(Rank).Insert(at, -1);
        return new(Rearrange<T>.Of(Node, new Shape([.. sources.Select(source => source < 0 ? 1 : Shape[source])]), sources));
    }

    /// <summary>Drops axes of length 1.</summary>
    /// <param name="axes">The axes to drop; by default all of length 1.</param>
    /// <exception cref="ShapeMismatchException">A given axis has another length.</exception>
    public DelayedArray<T> Squeeze(params ReadOnlySpan<int> axes)
    {
        var dropped = new HashSet<int>();
        foreach (var axis in axes)
            dropped.Add(Shape.CheckAxis(axis));
        if (axes.IsEmpty)
            dropped.UnionWith(Enumerable.Range(0, Rank).Where(axis => Shape[axis] == 1));
        foreach (var axis in dropped)
        {
            if (Shape[axis] != 1)
                throw new ShapeMismatchException($"axis {axis} of {Shape} cannot be dropped: its length is {Shape[axis]}, not 1");
        }
        ImmutableArray<int> kept = [.. Enumerable.Range(0, Rank).Where(axis => !dropped.Contains(axis))];
        return new(Rearrange<T>.Of(Node, new Shape([.. kept.Select(axis => Shape[axis])]), kept));
    }

    /// <summary>Stretches axes of length 1 and adds leading axes, like NumPy's broadcasting.</summary>
    /// <exception cref="ShapeMismatchException">This array does not broadcast to the given shape.</exception>
    public DelayedArray<T> BroadcastTo(params ReadOnlySpan<long> shape) => new(Node.BroadcastTo(new Shape(shape)));

    /// <summary>Builds the same expression over other seeds.</summary>
    /// <param name="replace">Gives the new seed for each seed. It must have the same element type.</param>
    /// <exception cref="ShapeMismatchException">The shapes of the new seeds do not fit the expression.</exception>
    public DelayedArray<T> ReplaceSeeds(Func<ISeed, ISeed> replace)
    {
        ArgumentNullException.ThrowIfNull(replace);
        return new((Node<T>)Node.ReplaceLeaves(leaf => ((ILeaf)leaf).WithSeed(replace(((ILeaf)leaf).Seed))));
    }
}
