using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// The axes of a block in memory order, with neighbours of the same kind joined. Groups are alternately kept and reduced, outermost first.
/// </summary>
/// <param name="Lengths">The number of elements of each group.</param>
/// <param name="LaneStrides">For a kept group, the distance of consecutive indices in the block's result; otherwise 0.</param>
/// <param name="PositionStrides">For a reduced group, the distance of consecutive indices among the reduced elements; otherwise 0.</param>
/// <param name="Start">The position of the block's first element among the reduced ones.</param>
internal readonly record struct AxisGroups(long[] Lengths, long[] LaneStrides, long[] PositionStrides, long Start)
{
    /// <summary>Computes the groups of a block.</summary>
    public static AxisGroups Of(Box box, ReducedAxes axes, ImmutableArray<int> memoryOrder)
    {
        var laneStrides = LaneStridesOf(box, axes, memoryOrder);
        var positionStrides = new long[box.Lengths.Rank];
        var reduced = axes.ReducedShape.Strides();
        var start = 0L;
        for (var i = 0; i < axes.Reduced.Length; i++)
        {
            positionStrides[axes.Reduced[i]] = reduced[i];
            start += box.Start[axes.Reduced[i]] * reduced[i];
        }
        var groups = new List<(long Length, long Lane, long Position)>();
        foreach (var axis in memoryOrder)
        {
            var group = (Length: box.Lengths[axis], Lane: laneStrides[axis], Position: positionStrides[axis]);
            if (group.Length == 1)
                continue;
            if (groups.Count > 0 && Continues(groups[^1], group))
                groups[^1] = (groups[^1].Length * group.Length, group.Lane, group.Position);
            else
                groups.Add(group);
        }
        if (groups.Count == 0)
            groups.Add((1, axes.Reduced.IsEmpty ? 1 : 0, axes.Reduced.IsEmpty ? 0 : 1));
        return new AxisGroups([.. groups.Select(g => g.Length)], [.. groups.Select(g => g.Lane)], [.. groups.Select(g => g.Position)], start);
    }

    private static bool Continues((long Length, long Lane, long Position) outer, (long Length, long Lane, long Position) inner) =>
        outer.Lane == inner.Lane * inner.Length && outer.Position == inner.Position * inner.Length;

    /// <summary>
    /// Computes the strides of the block's own result; 0 for reduced axes. Its kept axes are in the order of memory, so that runs along them
    /// are contiguous.
    /// </summary>
    public static long[] LaneStridesOf(Box box, ReducedAxes axes, ImmutableArray<int> memoryOrder)
    {
        var strides = new long[box.Lengths.Rank];
        var stride = 1L;
        for (var k = memoryOrder.Length - 1; k >= 0; k--)
        {
            if (axes.IsReduced(memoryOrder[k]))
                continue;
            strides[memoryOrder[k]] = stride;
            stride *= box.Lengths[memoryOrder[k]];
        }
        return strides;
    }
}
