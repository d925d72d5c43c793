using System.Collections;
using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// The partition of an array into blocks, along the edges of the chunks underneath and of those that sinks of the pass store. It never
/// depends on the memory budget or the number of workers.
/// </summary>
public sealed class BlockGrid : IEnumerable<Box>
{
    /// <summary>The number of elements a block grows to where chunks allow it.</summary>
    public const int TargetElements = 256 * 1024;

    /// <summary>The most elements of a block that joins several chunks because the operands or the sink are chunked differently.</summary>
    internal const int MaxElements = 32 * 1024 * 1024;

    private const int TileEdge = 512;

    private readonly AxisCuts[] _cuts;
    private readonly Shape _counts;

    private BlockGrid(Shape shape, AxisCuts[] cuts)
    {
        Shape = shape;
        _cuts = cuts;
        _counts = new Shape([.. cuts.Select(axis => axis.Count)]);
    }

    /// <summary>Shape of the array.</summary>
    public Shape Shape { get; }

    /// <summary>Number of blocks along each axis.</summary>
    public Shape Counts => _counts;

    /// <summary>Number of blocks; 0 for an array without elements.</summary>
    public long Count => _counts.Count;

    /// <summary>Gets a block by its number. Blocks are numbered in C order.</summary>
    public Box this[long index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var start = new long[Shape.Rank];
            var lengths = new long[Shape.Rank];
            var coordinates = Coordinates(index);
            for (var axis = 0; axis < start.Length; axis++)
            {
                start[axis] = _cuts[axis][coordinates[axis]];
                lengths[axis] = _cuts[axis][coordinates[axis] + 1] - start[axis];
            }
            return new Box(new Shape(start), new Shape(lengths));
        }
    }

    /// <summary>Where the axes are cut.</summary>
    internal ReadOnlySpan<AxisCuts> Cuts => _cuts;

    /// <summary>Makes the grid in which an array is reduced.</summary>
    public static BlockGrid For(DelayedArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return For(array.Root, null, array.Root.Layout.Order);
    }

    /// <summary>Makes the grid in which a sink consumes an array.</summary>
    /// <param name="root">The array.</param>
    /// <param name="sinkChunks">The chunks that the sink stores; null if it stores none.</param>
    /// <param name="wanted">The order of axes in which the sink takes its blocks.</param>
    /// <param name="target">The number of elements a block grows to where chunks allow it.</param>
    internal static BlockGrid For(Node root, ChunkGrid? sinkChunks, ImmutableArray<int> wanted, int target = TargetElements)
    {
        var ticks = root.Layout.Ticks;
        var sourcePeriods = ticks.Select(axis => axis.LargestPeriod).ToArray();
        if (sinkChunks is { } chunks)
            ticks = [.. chunks.Axes.Select(AxisTicks.Of)];
        var reach = sinkChunks is null
            ? sourcePeriods
            : Cover(root.Shape, [.. ticks.Select(axis => axis.LargestPeriod)], sourcePeriods);
        Shrink(reach, root.Layout.Order, Math.Max(MaxElements, Math.Max(root.Layout.LargestChunk, sinkChunks?.LargestChunk.Count ?? 1)));
        if (root.Shape.Rank > 1 && root.Layout.Order[^1] != wanted[^1])
            GrowTile(reach, root.Shape, root.Layout.Order[^1], wanted[^1], target);
        Grow(reach, root.Shape, root.Layout.Order, target);
        return new BlockGrid(root.Shape, [.. ticks.Select((axis, k) => AxisCuts.Of(axis, reach[k]))]);
    }

    /// <summary>Finds a box that is as long along each axis as the longest block.</summary>
    internal Box LargestBlock()
    {
        var start = new long[Shape.Rank];
        var lengths = new long[Shape.Rank];
        for (var axis = 0; axis < start.Length; axis++)
        {
            var cuts = _cuts[axis];
            var longest = cuts.Longest();
            (start[axis], lengths[axis]) = (cuts[longest], cuts[longest + 1] - cuts[longest]);
        }
        return new Box(new Shape(start), new Shape(lengths));
    }

    /// <summary>Coordinates of a block in the grid.</summary>
    internal long[] Coordinates(long index)
    {
        var coordinates = new long[Shape.Rank];
        _counts.IndexAt(index, coordinates);
        return coordinates;
    }

    /// <summary>
    /// Gives the number of the block that comes <paramref name="position"/>-th when the grid is walked in the given order of axes.
    /// </summary>
    internal long NumberAt(long position, ImmutableArray<int> order)
    {
        Span<long> coordinates = stackalloc long[order.Length];
        _counts.IndexAt(position, order.AsSpan(), coordinates);
        return _counts.NumberOf(coordinates);
    }

    /// <summary>Iterates over the blocks in C order.</summary>
    public IEnumerator<Box> GetEnumerator()
    {
        for (var i = 0L; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Joins sink chunks until they cover source chunks, as long as the block stays within <see cref="MaxElements"/>.</summary>
    private static long[] Cover(Shape shape, long[] sink, long[] source)
    {
        var reach = (long[])sink.Clone();
        for (var axis = reach.Length - 1; axis >= 0; axis--)
        {
            var joined = Math.Min(((source[axis] + sink[axis] - 1) / sink[axis]) * sink[axis], Math.Max(shape[axis], sink[axis]));
            if (Product(reach) / reach[axis] * joined <= MaxElements)
                reach[axis] = joined;
        }
        return reach;
    }

    /// <summary>Limits the size of blocks, which differing chunks or often-repeated indices could make far too large.</summary>
    private static void Shrink(long[] reach, ImmutableArray<int> order, long max)
    {
        foreach (var axis in order)
        {
            var product = Product(reach);
            if (product > max && reach[axis] > 1)
                reach[axis] = Math.Max(1, (long)(reach[axis] / (product / max)));
        }
    }

    /// <summary>
    /// Handles sinks whose fastest axis differs from the fastest axis in storage. Blocks grow to a similar length along both axes, so that
    /// reading and writing both handle runs of some length.
    /// </summary>
    private static void GrowTile(long[] reach, Shape shape, int stored, int wanted, int target)
    {
        foreach (var axis in (ReadOnlySpan<int>)[stored, wanted])
        {
            var room = (long)(target / Product(reach));
            var factor = Math.Min(TileEdge / Math.Max(reach[axis], 1), room);
            if (factor >= 2)
                reach[axis] = Math.Min(Math.Max(shape[axis], 1), reach[axis] * factor);
        }
    }

    private static void Grow(long[] reach, Shape shape, ImmutableArray<int> order, int target)
    {
        for (var k = order.Length - 1; k >= 0; k--)
        {
            var axis = order[k];
            var room = target / Product(reach);
            if (room >= 2)
                reach[axis] = Math.Min(Math.Max(shape[axis], 1), reach[axis] * (long)room);
        }
    }

    private static double Product(long[] lengths)
    {
        var product = 1.0;
        foreach (var length in lengths)
            product *= Math.Max(length, 1);
        return product;
    }
}
