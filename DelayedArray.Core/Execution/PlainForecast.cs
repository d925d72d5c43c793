using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// What an evaluation reads from a seed without chunks, where every part is equally easy to read. The cost of a block depends only on its
/// lengths, so the seed is asked about one block of each shape.
/// </summary>
internal static class PlainForecast
{
    // Grids with more distinct block shapes are sampled.
    private const int MaxShapes = 1024;

    /// <summary>Computes the bytes read and decoded. Returns null if they can only be sampled.</summary>
    public static (long Read, long Decoded)? Of(ISeed seed, List<Footprint> footprints, BlockGrid grid, ImmutableArray<int> order)
    {
        var (read, decoded) = (0L, 0L);
        foreach (var footprint in footprints)
        {
            if (ChunkForecast.IsUncountable(footprint) || footprint.Axes.Any(axis => !axis.Selection.IsRange))
                return null;
            if (LengthsOf(footprint, grid) is not { } lengths)
                return null;
            foreach (var (shape, count) in Shapes(lengths))
            {
                var plan = new ReadPlan(0);
                seed.Plan(RequestOf(footprint, shape, seed.Shape.Rank, order), plan);
                read = Saturated.Add(read, Saturated.Multiply(plan.BytesRead, count));
                decoded = Saturated.Add(decoded, Saturated.Multiply(plan.BytesDecoded, count));
            }
        }
        return (read, decoded);
    }

    /// <summary>
    /// Lists the distinct block lengths along each axis of the array and how many blocks have each; null if there are too many shapes.
    /// </summary>
    private static List<(long Length, long Count)>[]? LengthsOf(Footprint footprint, BlockGrid grid)
    {
        var lengths = new List<(long, long)>[footprint.Root.Length];
        var shapes = 1L;
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            var range = footprint.Root[axis];
            lengths[axis] = [.. grid.Cuts[axis].Lengths(range.Start, range.End).GroupBy(part => part.Length)
                .Take(MaxShapes + 1).Select(parts => (parts.Key, parts.Sum(part => part.Count)))];
            shapes *= lengths[axis].Count;
            if (shapes > MaxShapes)
                return null;
        }
        return lengths;
    }

    private static IEnumerable<(long[] Shape, long Count)> Shapes(List<(long Length, long Count)>[] lengths)
    {
        foreach (var index in new Odometer(new Shape([.. lengths.Select(along => (long)along.Count)])))
        {
            var shape = new long[index.Length];
            var count = 1L;
            for (var axis = 0; axis < shape.Length; axis++)
            {
                (shape[axis], var parts) = lengths[axis][(int)index[axis]];
                count = Saturated.Multiply(count, parts);
            }
            yield return (shape, count);
        }
    }

    /// <summary>Makes the request that a block of the given shape sends to the seed, regardless of its position.</summary>
    private static BlockRequest RequestOf(Footprint footprint, long[] shape, int rank, ImmutableArray<int> order)
    {
        var axes = footprint.Axes.Select(axis => axis.RootAxis < 0
            ? axis.Selection
            : axis.Selection.Then(AxisSelection.Range(0, shape[axis.RootAxis])));
        // The axes of the seed follow the memory order of the array's axes that they correspond to.
        var inMemory = Enumerable.Range(0, rank).OrderBy(axis => order.IndexOf(footprint.Axes[axis].RootAxis));
        return new BlockRequest([.. axes], [.. inMemory]);
    }
}
