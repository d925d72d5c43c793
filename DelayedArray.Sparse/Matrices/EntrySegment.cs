namespace DelayedArrays;

/// <summary>The entries of consecutive lines, in one pair of arrays.</summary>
/// <param name="FirstLine">The first line.</param>
/// <param name="EndLine">The line after the last.</param>
/// <param name="FirstEntry">Number of the first entry, counted over the whole matrix.</param>
/// <param name="Indices">Index of each entry along the uncompressed axis.</param>
/// <param name="Values">Value of each entry.</param>
internal readonly record struct EntrySegment<T, TIndex>(int FirstLine, int EndLine, long FirstEntry, TIndex[] Indices, T[] Values)
{
    /// <summary>Computes the ends of the segments. A segment has at most <paramref name="limit"/> entries, but at least one line.</summary>
    /// <exception cref="ArgumentException">A line has more entries than an array can hold.</exception>
    public static List<int> Ends(ReadOnlySpan<long> offsets, int limit)
    {
        var ends = new List<int>();
        var lines = offsets.Length - 1;
        if (lines == 0)
            ends.Add(0);
        for (var line = 0; line < lines;)
        {
            var first = offsets[line];
            if (offsets[line + 1] - first > Array.MaxLength)
                throw new ArgumentException($"line {line} has {offsets[line + 1] - first} entries; at most {Array.MaxLength} are possible", nameof(offsets));
            var end = EndWithin(offsets, line + 1, first + limit);
            ends.Add(end);
            line = end;
        }
        return ends;
    }

    /// <summary>Finds the last line end, from <paramref name="end"/> on, that is at or before an entry.</summary>
    private static int EndWithin(ReadOnlySpan<long> offsets, int end, long lastEntry)
    {
        var (low, high) = (end, offsets.Length - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (offsets[middle] <= lastEntry)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
