namespace DelayedArrays;

/// <content>Converting between CSR and CSC, in time linear in entries and lines.</content>
internal sealed partial class EntryStore<T, TIndex>
{
    /// <summary>
    /// Groups the entries by index instead of line. Lines of the result are in ascending order, and entries of the same element keep their
    /// order. The new lines must be few enough to have offsets.
    /// </summary>
    public static EntryStore<T, int> Transposed(EntryStore<T, int> source)
    {
        var target = EntryStore<T, int>.Allocate(CountLines(source), source.Lines, source.SegmentLimit);
        var next = (long[])target.Offsets.Clone();
        foreach (ref readonly var segment in target.Segments)
            Scatter(source, segment, next);
        return target;
    }

    private static long[] CountLines(EntryStore<T, int> source)
    {
        var offsets = new long[source.Minors + 1];
        foreach (ref readonly var segment in source.Segments)
        {
            foreach (var index in segment.Indices)
                offsets[index + 1]++;
        }
        Accumulate(offsets);
        return offsets;
    }

    private static void Scatter(EntryStore<T, int> source, EntrySegment<T, int> target, long[] next)
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
