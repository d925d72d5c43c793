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

    /// <summary>Sorts the lines of a store that nobody else has yet; entries of the same element keep their order.</summary>
    public void SortInPlace()
    {
        var (values, places) = (Array.Empty<T>(), Array.Empty<int>());
        for (var line = 0; line < Lines; line++)
        {
            Line(line, out var lineIndices, out var lineValues);
            if (IsAscending(lineIndices))
                continue;
            var count = lineIndices.Length;
            if (places.Length < count)
            {
                var length = Math.Min(Math.Max(count, 2L * places.Length), Array.MaxLength);
                (values, places) = (new T[length], new int[length]);
            }
            SortLine(lineIndices, lineValues, places.AsSpan(0, count), values.AsSpan(0, count));
        }
    }

    private static void SortLine(Span<TIndex> indices, Span<T> values, Span<int> places, Span<T> copy)
    {
        for (var k = 0; k < places.Length; k++)
            places[k] = k;
        indices.Sort(places);
        OrderTies(indices, places);
        values.CopyTo(copy);
        for (var k = 0; k < places.Length; k++)
            values[k] = copy[places[k]];
    }

    /// <summary>The sort of the framework is not stable; this puts equal indices back in their order.</summary>
    private static void OrderTies(ReadOnlySpan<TIndex> indices, Span<int> places)
    {
        for (var start = 0; start < indices.Length;)
        {
            var end = EndOfRun(indices, start);
            if (end - start > 1)
                places[start..end].Sort();
            start = end;
        }
    }

    /// <summary>Where the run of equal indices that starts at a place ends.</summary>
    private static int EndOfRun(ReadOnlySpan<TIndex> indices, int start)
    {
        var end = start + 1;
        while (end < indices.Length && indices[end] == indices[start])
            end++;
        return end;
    }

    private static bool IsAscending(ReadOnlySpan<TIndex> indices)
    {
        for (var k = 1; k < indices.Length; k++)
        {
            if (indices[k] < indices[k - 1])
                return false;
        }
        return true;
    }
}
