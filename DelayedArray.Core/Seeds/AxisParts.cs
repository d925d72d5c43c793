namespace DelayedArrays;

/// <summary>The part of a selection that falls into one chunk along one axis.</summary>
/// <param name="Chunk">Number of the chunk along the axis.</param>
/// <param name="Copy">From indices within the chunk to positions within the selection, both in indices of the axis.</param>
/// <param name="IsWhole">Whether all of the chunk that lies within the array is taken.</param>
internal readonly record struct AxisPart(long Chunk, CopyAxis Copy, bool IsWhole)
{
    /// <summary>Splits a selection by the chunks of an axis.</summary>
    /// <param name="selection">What is taken.</param>
    /// <param name="length">Length of the axis.</param>
    /// <param name="chunkLength">Length of its chunks.</param>
    public static List<AxisPart> Split(AxisSelection selection, long length, long chunkLength) => selection.IsRange
        ? SplitRange(selection, length, chunkLength)
        : SplitList(selection.Indices, length, chunkLength);

    /// <summary>Counts the parts without making them.</summary>
    public static long CountOf(AxisSelection selection, long chunkLength)
    {
        if (!selection.IsRange)
            return CountOf(selection.Indices, chunkLength);
        if (selection.Count <= 1 || Math.Abs(selection.Step) >= chunkLength)
            return selection.Count;
        var (minimum, maximum) = selection.Bounds();
        return (maximum / chunkLength) - (minimum / chunkLength) + 1;
    }

    private static int CountOf(ReadOnlySpan<long> indices, long chunkLength)
    {
        var chunks = new HashSet<long>();
        foreach (var index in indices)
            chunks.Add(index / chunkLength);
        return chunks.Count;
    }

    private static List<AxisPart> SplitRange(AxisSelection selection, long length, long chunkLength)
    {
        var parts = new List<AxisPart>();
        for (var i = 0L; i < selection.Count;)
        {
            var index = selection[i];
            var chunk = index / chunkLength;
            var start = chunk * chunkLength;
            var room = selection.Step > 0 ? Math.Min(start + chunkLength, length) - 1 - index : index - start;
            var count = Math.Min((room / Math.Abs(selection.Step)) + 1, selection.Count - i);
            var whole = count == Math.Min(chunkLength, length - start);
            parts.Add(new AxisPart(chunk, new CopyAxis((int)count, index - start, selection.Step, i, 1), whole));
            i += count;
        }
        return parts;
    }

    private static List<AxisPart> SplitList(ReadOnlySpan<long> indices, long length, long chunkLength)
    {
        var byChunk = new SortedDictionary<long, (List<long> Source, List<long> Destination)>();
        for (var i = 0; i < indices.Length; i++)
        {
            var (chunk, within) = Math.DivRem(indices[i], chunkLength);
            if (!byChunk.TryGetValue(chunk, out var lists))
                byChunk.Add(chunk, lists = ([], []));
            lists.Source.Add(within);
            lists.Destination.Add(i);
        }
        var parts = new List<AxisPart>(byChunk.Count);
        foreach (var (chunk, (source, destination)) in byChunk)
        {
            var whole = source.Distinct().Count() == Math.Min(chunkLength, length - (chunk * chunkLength));
            parts.Add(new AxisPart(chunk, new CopyAxis(source.Count, 0, 0, 0, 0, [.. source], [.. destination]), whole));
        }
        return parts;
    }
}
