using System.Numerics;

namespace DelayedArrays;

/// <summary>The entries of consecutive lines, in any order.</summary>
internal sealed class SpilledLines<T, TIndex>(PooledBuffer entries, int lines, long count) : IDisposable
    where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    /// <summary>Sorts them, by line and within the lines.</summary>
    public EntryBatch<T, TIndex> Sort()
    {
        // The buckets have made sure of it.
        var total = (int)count;
        var batch = new EntryBatch<T, TIndex>(lines, null, Math.Max(total, 1));
        batch.Resize(total);
        try
        {
            Sort(batch);
            return batch;
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }

    public void Dispose() => entries.Dispose();

    private void Sort(EntryBatch<T, TIndex> batch)
    {
        var found = entries.As<SpilledEntry<T, TIndex>>()[..batch.Count];
        foreach (ref readonly var entry in found)
            batch.Counts[entry.Line]++;
        var next = new int[lines];
        for (var line = 1; line < lines; line++)
            next[line] = next[line - 1] + batch.Counts[line - 1];
        var minors = batch.Minors;
        var values = batch.Values;
        foreach (ref readonly var entry in found)
        {
            var slot = next[entry.Line]++;
            minors[slot] = entry.Minor;
            values[slot] = entry.Value;
        }
        SortLines(batch.Counts, minors, values);
    }

    private static void SortLines(int[] counts, Span<TIndex> minors, Span<T> values)
    {
        foreach (var count in counts)
        {
            if (!IsSorted(minors[..count]))
                minors[..count].Sort(values[..count]);
            minors = minors[count..];
            values = values[count..];
        }
    }

    private static bool IsSorted(ReadOnlySpan<TIndex> minors)
    {
        for (var i = 1; i < minors.Length; i++)
        {
            if (minors[i] < minors[i - 1])
                return false;
        }
        return true;
    }
}
