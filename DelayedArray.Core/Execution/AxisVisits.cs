namespace DelayedArrays;

/// <summary>How the blocks of a grid visit the chunks of a leaf along one of its axes, counted without walking over either.</summary>
/// <param name="Chunks">Different chunks along the axis.</param>
/// <param name="Visits">The sum over all blocks along the axis of the chunks each needs.</param>
/// <param name="First">The first of the chunks, if they follow each other; else -1.</param>
/// <param name="IsWhole">Whether each visit takes all that a chunk has along the axis.</param>
internal readonly record struct AxisVisits(long Chunks, long Visits, long First, bool IsWhole = false)
{
    /// <summary>Longest list that is walked through.</summary>
    public const int LongestList = 1 << 18;

    /// <summary>Counts.</summary>
    /// <param name="axis">What is taken of the leaf along the axis.</param>
    /// <param name="range">The part of the array's axis that is served.</param>
    /// <param name="cuts">Where the array's axis is cut; of no concern if the leaf's axis is none of the array's.</param>
    /// <param name="length">Length of the leaf's axis.</param>
    /// <param name="chunk">Length of a chunk.</param>
    public static AxisVisits Of(FootprintAxis axis, RootRange range, AxisCuts? cuts, long length, long chunk)
    {
        var selection = axis.Selection;
        if (cuts is null || selection.Count <= 1)
            return new(1, 1, selection[0] / chunk, Math.Min(chunk, length) == 1);
        if (!selection.IsRange)
            return OfList(selection, range, cuts, chunk);
        if (Math.Abs(selection.Step) > chunk)
            return new(selection.Count, selection.Count, -1, chunk == 1);
        var (minimum, maximum) = selection.Bounds();
        var (first, last) = (minimum / chunk, maximum / chunk);
        var crossed = 0L;
        foreach (var cut in cuts.Between(range.Start, range.End))
            crossed += CutsWithinChunks(selection, range, cut, chunk);
        var isWhole = crossed == 0 && Math.Abs(selection.Step) == 1 && minimum % chunk == 0
            && (maximum == length - 1 || (maximum + 1) % chunk == 0);
        return new(last - first + 1, last - first + 1 + crossed, first, isWhole);
    }

    /// <summary>Cuts on both sides of which is the same chunk, so that two blocks need it.</summary>
    private static long CutsWithinChunks(AxisSelection selection, RootRange range, CutSequence cut, long chunk)
    {
        Int128 after = selection[cut.First - range.Start];
        var step = (Int128)selection.Step * cut.Step;
        var edges = FloorSum.Of(cut.Count, after, step, chunk) - FloorSum.Of(cut.Count, after - selection.Step, step, chunk);
        return cut.Count - (long)Int128.Abs(edges);
    }

    private static AxisVisits OfList(AxisSelection selection, RootRange range, AxisCuts cuts, long chunk)
    {
        var (all, ofBlock) = (new HashSet<long>(), new HashSet<long>());
        var visits = 0L;
        var block = cuts.BlockAt(range.Start);
        for (var i = 0L; i < selection.Count; i++)
        {
            if (range.Start + i == cuts[block + 1])
            {
                visits += ofBlock.Count;
                ofBlock.Clear();
                block++;
            }
            all.Add(selection[i] / chunk);
            ofBlock.Add(selection[i] / chunk);
        }
        var (minimum, maximum) = (all.Min(), all.Max());
        return new(all.Count, visits + ofBlock.Count, maximum - minimum + 1 == all.Count ? minimum : -1);
    }
}
