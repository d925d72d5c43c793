namespace DelayedArrays;

/// <content>Sorting the entries of each line.</content>
internal sealed partial class EntryStore<T, TIndex>
{
    public override EntryStore<T> Sorted()
    {
        if (Order >= EntryOrder.Sorted)
            return this;
        var sorted = (EntryStore<T, TIndex>)Recut(SegmentLimit);
        sorted.SortInPlace();
        return sorted;
    }

    /// <summary>Sorts the lines of a store that is not shared yet. Entries of the same element keep their order.</summary>
    public void SortInPlace()
    {
        var sorter = new LineSorter<TIndex, T>();
        for (var line = 0; line < Lines; line++)
        {
            Line(line, out var indices, out var values);
            sorter.Sort(indices, values);
        }
    }

    /// <summary>Finds the end of the run of equal indices that begins at <paramref name="start"/>.</summary>
    private static int EndOfRun(ReadOnlySpan<TIndex> indices, int start)
    {
        var end = start + 1;
        while (end < indices.Length && indices[end] == indices[start])
            end++;
        return end;
    }
}
