using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// What a part of an array asks of a node below it, without cutting it into blocks: the range of every axis of the array that the
/// node serves, and along each axis of the node, what it is asked for as the array's axis is walked along that range.
/// </summary>
internal readonly struct Footprint : IEquatable<Footprint>
{
    private readonly EquatableArray<RootRange> _root;
    private readonly EquatableArray<FootprintAxis> _axes;

    private Footprint(ImmutableArray<RootRange> root, ImmutableArray<FootprintAxis> axes, bool isIrregular = false)
    {
        _root = new(root);
        _axes = new(axes);
        IsIrregular = isIrregular;
    }

    /// <summary>Some of a node, where a list goes to and fro between parts, so that no range of the array is the node's.</summary>
    public static Footprint Irregular { get; } = new([], [], isIrregular: true);

    /// <summary>Along each axis of the array, the indices that the node serves.</summary>
    public ImmutableArray<RootRange> Root => _root.Items;

    /// <summary>Along each axis of the node, what is taken.</summary>
    public ImmutableArray<FootprintAxis> Axes => _axes.Items;

    /// <summary>Whether no more is known than that the node serves some part.</summary>
    public bool IsIrregular { get; }

    /// <summary>All of the array, asked of its own root.</summary>
    public static Footprint Whole(Shape shape) => new(
        [.. shape.Select(length => new RootRange(0, length))],
        [.. shape.Select((length, axis) => new FootprintAxis(axis, AxisSelection.All(length)))]);

    /// <summary>The same of a node below one that selects.</summary>
    public Footprint Through(ImmutableArray<AxisSelection> selections) => IsIrregular ? this : new(
        Root, [.. Axes.Select((axis, k) => axis with { Selection = selections[k].Then(axis.Selection) })]);

    /// <summary>The same of a node whose axes are other ones.</summary>
    /// <param name="rank">Its number of axes.</param>
    /// <param name="sources">Per axis of this footprint the node's, or -1 for one that the node lacks.</param>
    public Footprint Through(int rank, ImmutableArray<int> sources)
    {
        if (IsIrregular)
            return this;
        var axes = new FootprintAxis[rank];
        Array.Fill(axes, new FootprintAxis(-1, AxisSelection.Range(0, 1)));
        for (var axis = 0; axis < sources.Length; axis++)
        {
            if (sources[axis] >= 0)
                axes[sources[axis]] = Axes[axis];
        }
        return new Footprint(Root, [.. axes]);
    }

    /// <summary>The same of a part of a node, which serves the indices of an axis from <paramref name="first"/> on.</summary>
    public Footprint OfPart(int axis, long first, AxisSelection selection)
    {
        var rootAxis = Axes[axis].RootAxis;
        var root = rootAxis < 0 ? Root : Root.SetItem(rootAxis, new RootRange(Root[rootAxis].Start + first, selection.Count));
        return new Footprint(root, Axes.SetItem(axis, new FootprintAxis(rootAxis, selection)));
    }

    public bool Equals(Footprint other) =>
        IsIrregular == other.IsIrregular && _root.Equals(other._root) && _axes.Equals(other._axes);

    public override bool Equals(object? obj) => obj is Footprint other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_root, _axes, IsIrregular);
}

/// <summary>Indices along an axis of the array that is evaluated.</summary>
internal readonly record struct RootRange(long Start, long Count)
{
    public long End => Start + Count;
}

/// <summary>What is taken along an axis of a node.</summary>
/// <param name="RootAxis">The axis of the array it is, or -1 for one index that every block asks for.</param>
/// <param name="Selection">What is taken, as that axis is walked along its range.</param>
internal readonly record struct FootprintAxis(int RootAxis, AxisSelection Selection);

/// <summary>Receives what a node's footprint means for its inputs.</summary>
internal delegate void FootprintSink(Node input, Footprint footprint);
