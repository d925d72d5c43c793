using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>How the storage under a node would like to be read: where to cut, and which axis runs fastest.</summary>
/// <param name="Ticks">Per axis, where blocks are best cut.</param>
/// <param name="Order">The axes from slowest to fastest in storage.</param>
/// <param name="LargestChunk">Elements of the largest chunk, which is decoded as a whole whatever is wanted of it.</param>
internal sealed record ChunkLayout(ImmutableArray<AxisTicks> Ticks, ImmutableArray<int> Order, long LargestChunk)
{
    // Most elements of a block of entries, which takes memory for the entries only.
    private const long LargestPanel = 1L << 28;

    /// <summary>The layout of stored data in C order; without chunks it may be cut anywhere.</summary>
    public static ChunkLayout Stored(Shape shape, Shape? chunks) => new(
        [.. Enumerable.Range(0, shape.Rank).Select(axis => chunks is { } chunk && chunk[axis] < shape[axis]
            ? AxisTicks.Regular(shape[axis], chunk[axis])
            : WholeAxis(shape[axis], chunks is not null))],
        COrder(shape.Rank),
        chunks?.Count ?? 1);

    /// <summary>The layout of entries stored line by line: whole panels of lines.</summary>
    public static ChunkLayout Compressed(Shape shape, int compressedAxis, ReadOnlySpan<long> panelEdges)
    {
        var ticks = shape.Select(length => WholeAxis(length, chunked: true)).ToArray();
        ticks[compressedAxis] = AxisTicks.Panels(shape[compressedAxis], panelEdges);
        int[] others = [.. Enumerable.Range(0, shape.Rank).Where(axis => axis != compressedAxis)];
        var panel = others.Aggregate((double)ticks[compressedAxis].LargestPeriod, (product, axis) => product * shape[axis]);
        return new ChunkLayout([.. ticks], [compressedAxis, .. others], (long)Math.Clamp(panel, 1, LargestPanel));
    }

    /// <summary>The layout of the input that costs most to read.</summary>
    public static ChunkLayout Dominating(params ReadOnlySpan<Node> inputs)
    {
        var dominating = inputs[0];
        foreach (var input in inputs)
            dominating = input.ReadCost > dominating.ReadCost ? input : dominating;
        var held = LargestHeld(inputs);
        return dominating.Layout.LargestChunk <= held ? dominating.Layout : dominating.Layout with { LargestChunk = held };
    }

    /// <summary>
    /// Elements of the largest chunk of the inputs that are held element by element. Whole panels of sparse inputs may have very
    /// many more, so they are cut where they meet such an input.
    /// </summary>
    public static long LargestHeld(params ReadOnlySpan<Node> inputs)
    {
        // Memory is cheap to read and vectors are short: what costs less than this is no array of full size that has to be held.
        const double LeastCost = 0.04;
        var largest = -1L;
        foreach (var input in inputs)
        {
            if (!input.IsSparse && input.ReadCost >= LeastCost * input.Shape.Count)
                largest = Math.Max(largest, input.Layout.LargestChunk);
        }
        return largest < 0 ? long.MaxValue : largest;
    }

    /// <summary>No wishes.</summary>
    public static ChunkLayout Free(Shape shape) => Stored(shape, null);

    public static ImmutableArray<int> COrder(int rank) => [.. Enumerable.Range(0, rank)];

    // A chunk as long as its axis is one chunk, not free to be cut.
    private static AxisTicks WholeAxis(long length, bool chunked) =>
        chunked && length > 0 ? AxisTicks.Regular(length, length) : AxisTicks.Free(length);
}
