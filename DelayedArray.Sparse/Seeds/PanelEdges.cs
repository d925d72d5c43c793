namespace DelayedArrays;

/// <summary>Divides the lines of a compressed matrix into panels with about the same number of entries.</summary>
internal static class PanelEdges
{
    /// <summary>The number of entries of a panel, unless a single line has more.</summary>
    public const int TargetEntries = 256 * 1024;

    // Limits the results of a block (one for each line) and the positions in a block.
    private const long MaxLines = 128 * 1024;
    private const long MaxElements = 1L << 28;

    /// <summary>Finds the edges of the panels.</summary>
    /// <param name="offsets">The start of each line's entries, and the end of the last line's.</param>
    /// <param name="lineLength">Elements in a line.</param>
    /// <param name="target">The number of entries of a panel.</param>
    public static long[] Of(ReadOnlySpan<long> offsets, long lineLength, int target = TargetEntries)
    {
        var max = Math.Min(MaxLines, Math.Max(1, MaxElements / Math.Max(lineLength, 1)));
        var edges = new List<long> { 0 };
        for (var line = 1; line < offsets.Length; line++)
        {
            var start = edges[^1];
            var isLast = line == offsets.Length - 1;
            var isFull = !isLast && (offsets[line + 1] - offsets[(int)start] > target || line - start == max);
            if (isLast || isFull)
                edges.Add(line);
        }
        return [.. edges];
    }
}
