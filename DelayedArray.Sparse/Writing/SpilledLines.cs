using System.Numerics;

namespace DelayedArrays;

/// <summary>The entries of consecutive lines of a bucket, in any order.</summary>
/// <param name="buckets">The buckets.</param>
/// <param name="bucket">Number of the bucket.</param>
/// <param name="first">The first line, counted from the first of the bucket.</param>
/// <param name="lines">Number of lines.</param>
/// <param name="count">Number of entries.</param>
internal sealed class SpilledLines<T, TKey>(SpillBuckets<T, TKey> buckets, int bucket, int first, int lines, int count)
    where T : unmanaged where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
{
    /// <summary>Reads the entries and sorts them by line, and by index within lines. May run while other lines are being sorted.</summary>
    public unsafe EntryBatch<T, TIndex> Sort<TIndex>(CancellationToken cancellation)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        using var entries = BufferPool.Shared.Rent((long)count * sizeof(SpilledEntry<T, TKey>));
        Read(entries.As<SpilledEntry<T, TKey>>(), cancellation);
        var batch = new EntryBatch<T, TIndex>(lines, null, Math.Max(count, 1));
        try
        {
            batch.Resize(count);
            Sort(entries.As<SpilledEntry<T, TKey>>(), batch);
            return batch;
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }

    private void Read(Span<SpilledEntry<T, TKey>> entries, CancellationToken cancellation)
    {
        if (count == buckets.EntriesOf(bucket))
        {
            buckets.Read(bucket, entries, cancellation);
            return;
        }
        var taken = 0;
        using var pieces = new SpilledPieces<T, TKey>(buckets, bucket, cancellation);
        while (pieces.Next(out var piece))
        {
            foreach (ref readonly var entry in piece)
            {
                if ((uint)(buckets.Keys.Line(entry.Key) - first) < (uint)lines)
                    entries[taken++] = entry;
            }
        }
    }

    private void Sort<TIndex>(ReadOnlySpan<SpilledEntry<T, TKey>> entries, EntryBatch<T, TIndex> batch)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var keys = buckets.Keys;
        foreach (ref readonly var entry in entries)
            batch.Counts[keys.Line(entry.Key) - first]++;
        var next = new int[lines];
        for (var line = 1; line < lines; line++)
            next[line] = next[line - 1] + batch.Counts[line - 1];
        var minors = batch.Minors;
        var values = batch.Values;
        foreach (ref readonly var entry in entries)
        {
            var slot = next[keys.Line(entry.Key) - first]++;
            minors[slot] = keys.Minor<TIndex>(entry.Key);
            values[slot] = entry.Value;
        }
        var sorter = new LineSorter<TIndex, T>();
        foreach (var entriesOfLine in batch.Counts)
        {
            sorter.Sort(minors[..entriesOfLine], values[..entriesOfLine]);
            minors = minors[entriesOfLine..];
            values = values[entriesOfLine..];
        }
    }
}
