namespace DelayedArrays;

/// <summary>
/// How the blocks of a grid visit the chunks of a leaf along one of its axes, computed without enumerating blocks or chunks.
/// </summary>
/// <param name="Chunks">Distinct chunks along the axis.</param>
/// <param name="Visits">Chunks needed by each block along the axis, summed over the blocks.</param>
/// <param name="First">Number of the first chunk if the chunks are consecutive; otherwise -1.</param>
/// <param name="IsWhole">Whether each visit takes the whole extent of its chunk along the axis.</param>
internal readonly record struct AxisVisits(long Chunks, long Visits, long First, bool IsWhole = false)
{
    /// <summary>The longest list of indices that is enumerated.</summary>
    public const int LongestList = 1 << 18;

    /// <summary>Counts the visits along one axis.</summary>
    /// <param name="axis">The selection along the leaf's axis.</param>
    /// <param name="range">The range of the array's axis that the leaf serves.</param>
    /// <param name="cuts">Where the array's axis is cut; null if the leaf's axis corresponds to no axis of the array.</param>
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

    /// <summary>Counts the cuts that fall within a chunk, so that the blocks on both sides need it.</summary>
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
