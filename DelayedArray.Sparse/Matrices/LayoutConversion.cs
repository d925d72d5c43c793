namespace DelayedArrays;

/// <summary>
/// Groups the entries by their index instead of their line: CSR to CSC and back, in time linear in entries and lines. Lines of
/// the result are in ascending order, and entries of one element keep theirs.
/// </summary>
internal static class LayoutConversion
{
    /// <summary>Converts; the new lines must be few enough to have offsets.</summary>
    public static EntryStore<T> Convert<T>(EntryStore<T, int> source) where T : unmanaged
    {
        var target = EntryStore<T, int>.Allocate(CountLines(source), source.Lines, source.SegmentLimit);
        var next = (long[])target.Offsets.Clone();
        foreach (ref readonly var segment in target.Segments)
            Scatter(source, segment, next);
        return target;
    }

    private static long[] CountLines<T>(EntryStore<T, int> source) where T : unmanaged
    {
        var offsets = new long[source.Minors + 1];
        foreach (ref readonly var segment in source.Segments)
        {
            foreach (var index in segment.Indices)
                offsets[index + 1]++;
        }
        EntryStore<T>.Accumulate(offsets);
        return offsets;
    }

    private static void Scatter<T>(EntryStore<T, int> source, EntrySegment<T, int> target, long[] next) where T : unmanaged
    {
        var lines = (uint)(target.EndLine - target.FirstLine);
        var (newIndices, newValues) = (target.Indices, target.Values);
        for (var line = 0; line < source.Lines; line++)
        {
            source.Line(line, out var indices, out var values);
            for (var k = 0; k < indices.Length; k++)
            {
                if ((uint)(indices[k] - target.FirstLine) >= lines)
                    continue;
                var place = next[indices[k]]++ - target.FirstEntry;
                newIndices[place] = line;
                newValues[place] = values[k];
            }
        }
    }
}
