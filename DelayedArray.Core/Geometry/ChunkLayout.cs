using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>The layout of the storage under a node: the best positions to cut it, and the order of its axes.</summary>
/// <param name="Ticks">The best positions to cut blocks, along each axis.</param>
/// <param name="Order">The axes from slowest to fastest in storage.</param>
/// <param name="LargestChunk">Elements of the largest chunk, which is always decoded as a whole.</param>
internal sealed record ChunkLayout(ImmutableArray<AxisTicks> Ticks, ImmutableArray<int> Order, long LargestChunk)
{
    // The most elements of a sparse block. It takes memory only for its entries.
    private const long LargestPanel = 1L << 28;

    /// <summary>Makes the layout of data stored in C order. Data without chunks can be cut anywhere.</summary>
    public static ChunkLayout Stored(Shape shape, Shape? chunks) => new(
        [.. Enumerable.Range(0, shape.Rank).Select(axis => chunks is { } chunk && chunk[axis] < shape[axis]
            ? AxisTicks.Regular(shape[axis], chunk[axis])
            : WholeAxis(shape[axis], chunks is not null))],
        COrder(shape.Rank),
        chunks?.Count ?? 1);

    /// <summary>Makes the layout of entries stored line by line, in whole panels of lines.</summary>
    public static ChunkLayout Compressed(Shape shape, int compressedAxis, ReadOnlySpan<long> panelEdges)
    {
        var ticks = shape.Select(length => WholeAxis(length, chunked: true)).ToArray();
        ticks[compressedAxis] = AxisTicks.Panels(shape[compressedAxis], panelEdges);
        int[] others = [.. Enumerable.Range(0, shape.Rank).Where(axis => axis != compressedAxis)];
        var panel = others.Aggregate((double)ticks[compressedAxis].LargestPeriod, (product, axis) => product * shape[axis]);
        return new ChunkLayout([.. ticks], [compressedAxis, .. others], (long)Math.Clamp(panel, 1, LargestPanel));
    }

    /// <summary>Takes the layout of the input that costs most to read.</summary>
    public static ChunkLayout Dominating(params ReadOnlySpan<Node> inputs)
    {
        var dominating = inputs[0];
        foreach (var input in inputs)
            dominating = input.ReadCost > dominating.ReadCost ? input : dominating;
        var held = LargestHeld(inputs);
        return dominating.Layout.LargestChunk <= held ? dominating.Layout : dominating.Layout with { LargestChunk = held };
    }

    /// <summary>
    /// Counts the elements of the largest chunk among the dense inputs. Whole panels of sparse inputs may have many more elements, so
    /// panels are cut when combined with a dense input.
    /// </summary>
    public static long LargestHeld(params ReadOnlySpan<Node> inputs)
    {
        // Ignores inputs that are cheap to read, such as memory and vectors. They do not require a full-size array to be held.
        const double MinCost = 0.04;
        var largest = -1L;
        foreach (var input in inputs)
        {
            if (!input.IsSparse && input.ReadCost >= MinCost * input.Shape.Count)
                largest = Math.Max(largest, input.Layout.LargestChunk);
        }
        return largest < 0 ? long.MaxValue : largest;
    }

    /// <summary>Makes a layout that can be cut anywhere.</summary>
    public static ChunkLayout Free(Shape shape) => Stored(shape, null);

    public static ImmutableArray<int> COrder(int rank) => [.. Enumerable.Range(0, rank)];

    // A chunk as long as its axis cannot be cut freely.
    private static AxisTicks WholeAxis(long length, bool chunked) =>
        chunked && length > 0 ? AxisTicks.Regular(length, length) : AxisTicks.Free(length);
}
