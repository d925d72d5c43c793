using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// What an evaluation reads of a seed without chunks, of which any part is as easily read as any other: what a block reads depends on
/// its lengths alone, so one block of each shape is asked for all.
/// </summary>
internal static class PlainForecast
{
    // Blocks of more different shapes are sampled.
    private const int MostShapes = 1024;

    /// <summary>Bytes read and decoded; null if they are not to be computed.</summary>
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

    /// <summary>Along each axis of the array, how long blocks are and how many there are; null if the shapes are too many.</summary>
    private static List<(long Length, long Count)>[]? LengthsOf(Footprint footprint, BlockGrid grid)
    {
        var lengths = new List<(long, long)>[footprint.Root.Length];
        var shapes = 1L;
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            var range = footprint.Root[axis];
            lengths[axis] = [.. grid.Cuts[axis].Lengths(range.Start, range.End).GroupBy(part => part.Length)
                .Take(MostShapes + 1).Select(parts => (parts.Key, parts.Sum(part => part.Count)))];
            shapes *= lengths[axis].Count;
            if (shapes > MostShapes)
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

    /// <summary>What a block of a shape asks of the seed, wherever it lies.</summary>
    private static BlockRequest RequestOf(Footprint footprint, long[] shape, int rank, ImmutableArray<int> order)
    {
        var axes = footprint.Axes.Select(axis => axis.RootAxis < 0
            ? axis.Selection
            : axis.Selection.Then(AxisSelection.Range(0, shape[axis.RootAxis])));
        // In memory, the axes of a seed lie as those of the array do that they are.
        var inMemory = Enumerable.Range(0, rank).OrderBy(axis => order.IndexOf(footprint.Axes[axis].RootAxis));
        return new BlockRequest([.. axes], [.. inMemory]);
    }
}
