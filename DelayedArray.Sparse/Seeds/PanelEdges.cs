namespace DelayedArrays;

/// <summary>Cuts the lines of a compressed matrix into panels of about the same number of entries.</summary>
internal static class PanelEdges
{
    /// <summary>Entries of a panel, unless one line has more.</summary>
    public const int TargetEntries = 256 * 1024;

    // What the results of a block, one per line, may take; and what positions in a block may come to.
    private const long MostLines = 128 * 1024;
    private const long MostElements = 1L << 28;

    /// <summary>Finds the edges.</summary>
    /// <param name="offsets">Where the entries of each line start, and where those of the last end.</param>
    /// <param name="lineLength">Elements of a line.</param>
    /// <param name="target">Entries of a panel.</param>
    public static long[] Of(ReadOnlySpan<long> offsets, long lineLength, int target = TargetEntries)
    {
        var most = Math.Min(MostLines, Math.Max(1, MostElements / Math.Max(lineLength, 1)));
        var edges = new List<long> { 0 };
        for (var line = 1; line < offsets.Length; line++)
        {
            var start = edges[^1];
            var isLast = line == offsets.Length - 1;
            var isFull = !isLast && (offsets[line + 1] - offsets[(int)start] > target || line - start == most);
            if (isLast || isFull)
                edges.Add(line);
        }
        return [.. edges];
    }
}
