namespace DelayedArrays;

/// <content>Checking the entries.</content>
internal sealed partial class EntryStore<T, TIndex>
{
    public override string? FindProblem(string lineName)
    {
        foreach (ref readonly var segment in _segments.AsSpan())
        {
            // As an unsigned number, a negative index exceeds every length.
            for (var k = 0; k < segment.Indices.Length; k++)
            {
                if (ulong.CreateTruncating(segment.Indices[k]) >= (ulong)Minors)
                    return Problem(lineName, segment.FirstEntry + k, long.CreateTruncating(segment.Indices[k]));
            }
        }
        return null;
    }

    protected override EntryOrder FindOrder()
    {
        var order = EntryOrder.Canonical;
        for (var line = 0; line < Lines; line++)
        {
            Line(line, out var indices, out _);
            for (var k = 1; k < indices.Length; k++)
            {
                if (indices[k] < indices[k - 1])
                    return EntryOrder.Unsorted;
                if (indices[k] == indices[k - 1])
                    order = EntryOrder.Sorted;
            }
        }
        return order;
    }

    private string Problem(string lineName, long entry, long index)
    {
        var line = Array.BinarySearch(Offsets, entry);
        line = line < 0 ? ~line - 1 : line;
        while (Offsets[line + 1] == entry)
            line++;
        return $"entry {entry}, in {lineName} {line}, has the index {index}; expected 0 to {Minors - 1}";
    }
}
