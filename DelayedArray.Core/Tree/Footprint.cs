using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// What a part of an array requests from a node below it, as a whole and not cut into blocks: the range of each array axis that the node
/// serves, and for each node axis the selection requested while the array's axis is walked along that range.
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

    /// <summary>
    /// An unknown part of a node. The footprint of lists that alternate between parts, so that no range of the array belongs to one.
    /// </summary>
    public static Footprint Irregular { get; } = new([], [], isIrregular: true);

    /// <summary>The range of indices that the node serves, along each axis of the array.</summary>
    public ImmutableArray<RootRange> Root => _root.Items;

    /// <summary>The selection along each axis of the node.</summary>
    public ImmutableArray<FootprintAxis> Axes => _axes.Items;

    /// <summary>Whether it is only known that the node serves some part.</summary>
    public bool IsIrregular { get; }

    /// <summary>Makes the footprint of the whole array on its own root.</summary>
    public static Footprint Whole(Shape shape) => new(
        [.. shape.Select(length => new RootRange(0, length))],
        [.. shape.Select((length, axis) => new FootprintAxis(axis, AxisSelection.All(length)))]);

    /// <summary>Passes the footprint through a node that selects.</summary>
    public Footprint Through(ImmutableArray<AxisSelection> selections) => IsIrregular ? this : new(
        Root, [.. Axes.Select((axis, k) => axis with { Selection = selections[k].Then(axis.Selection) })]);

    /// <summary>Passes the footprint through a node that rearranges axes.</summary>
    /// <param name="rank">The number of axes of the input.</param>
    /// <param name="sources">For each axis of this footprint, the axis of the input, or -1 if the input lacks it.</param>
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

    /// <summary>Narrows the footprint to a part of a node, which serves the indices of an axis from <paramref name="first"/> on.</summary>
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

/// <summary>A range of indices along an axis of the evaluated array.</summary>
internal readonly record struct RootRange(long Start, long Count)
{
    public long End => Start + Count;
}

/// <summary>The selection along an axis of a node.</summary>
/// <param name="RootAxis">The corresponding axis of the array, or -1 for a single index that every block requests.</param>
/// <param name="Selection">The indices taken as that axis is walked along its range.</param>
internal readonly record struct FootprintAxis(int RootAxis, AxisSelection Selection);

/// <summary>Receives the footprint of an input.</summary>
internal delegate void FootprintSink(Node input, Footprint footprint);
