namespace DelayedArrays;

/// <content>Reducing the entries.</content>
internal sealed partial class EntryStore<T, TIndex>
{
    public override EntryStore<T> SumDuplicates(SparseLayout layout)
    {
        if (Order < EntryOrder.Sorted)
            return Sorted().SumDuplicates(layout);
        return Order == EntryOrder.Canonical ? this : Rebuild(CountRuns, new DuplicateSum(layout).Sum);
    }

    public override EntryStore<T> Prune() => Rebuild(CountNonZeros, CopyNonZeros);

    private delegate int LineCounter(ReadOnlySpan<TIndex> indices, ReadOnlySpan<T> values);

    private delegate void LineWriter(
        int line, ReadOnlySpan<TIndex> indices, ReadOnlySpan<T> values, Span<TIndex> newIndices, Span<T> newValues);

    /// <summary>Copies the lines with as many entries as counted before. Returns this store if that is all of them.</summary>
    private EntryStore<T, TIndex> Rebuild(LineCounter count, LineWriter write)
    {
        var offsets = new long[Offsets.Length];
        for (var line = 0; line < Lines; line++)
        {
            Line(line, out var indices, out var values);
            offsets[line + 1] = offsets[line] + count(indices, values);
        }
        if (offsets[^1] == Count)
            return this;
        var store = Allocate(offsets, Minors, SegmentLimit);
        for (var line = 0; line < Lines; line++)
        {
            Line(line, out var indices, out var values);
            store.Line(line, out var newIndices, out var newValues);
            write(line, indices, values, newIndices, newValues);
        }
        return store;
    }

    private static int CountRuns(ReadOnlySpan<TIndex> indices, ReadOnlySpan<T> values)
    {
        var count = indices.IsEmpty ? 0 : 1;
        for (var k = 1; k < indices.Length; k++)
            count += indices[k] == indices[k - 1] ? 0 : 1;
        return count;
    }

    private static int CountNonZeros(ReadOnlySpan<TIndex> indices, ReadOnlySpan<T> values)
    {
        var count = 0L;
        NonZeroCount<T>.FoldRun(default, ref count, values, 0, 1);
        return (int)count;
    }

    private static void CopyNonZeros(
        int line, ReadOnlySpan<TIndex> indices, ReadOnlySpan<T> values, Span<TIndex> newIndices, Span<T> newValues)
    {
        var next = 0;
        for (var k = 0; k < values.Length; k++)
        {
            if (ZeroFacts.IsZero(values[k]))
                continue;
            (newIndices[next], newValues[next]) = (indices[k], values[k]);
            next++;
        }
    }

    private sealed class DuplicateSum(SparseLayout layout)
    {
        private readonly ValueSum<T> _sum = ValueSum<T>.Instance;

        public void Sum(int line, ReadOnlySpan<TIndex> indices, ReadOnlySpan<T> values, Span<TIndex> newIndices, Span<T> newValues)
        {
            var next = 0;
            for (var start = 0; start < indices.Length; next++)
            {
                var end = EndOfRun(indices, start);
                newIndices[next] = indices[start];
                newValues[next] = end == start + 1 ? values[start] : SumRun(line, indices[start], values[start..end]);
                start = end;
            }
        }

        private T SumRun(int line, TIndex index, ReadOnlySpan<T> values)
        {
            if (_sum.TrySum(values, out var sum))
                return sum;
            var place = layout == SparseLayout.Csr ? $"row {line}, column {index}" : $"row {index}, column {line}";
            throw new OverflowException(
                $"the {values.Length} entries at {place} add up to more than {ElementTypes.Of<T>().Name()} holds");
        }
    }
}
