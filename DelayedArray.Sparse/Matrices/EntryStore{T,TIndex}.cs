using System.Numerics;

namespace DelayedArrays;

/// <summary>The entries of a compressed sparse matrix, with indices of 32 or 64 bits.</summary>
internal sealed partial class EntryStore<T, TIndex> : EntryStore<T>
    where T : unmanaged
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly EntrySegment<T, TIndex>[] _segments;

    private EntryStore(long[] offsets, long minors, int segmentLimit, EntrySegment<T, TIndex>[] segments)
        : base(offsets, minors, segmentLimit) => _segments = segments;

    /// <summary>The entries, line by line. There is at least one segment, which may be empty.</summary>
    public ReadOnlySpan<EntrySegment<T, TIndex>> Segments => _segments;

    /// <summary>Wraps arrays that hold all entries.</summary>
    public static EntryStore<T, TIndex> Of(long[] offsets, long minors, TIndex[] indices, T[] values) =>
        new(offsets, minors, int.MaxValue, [new(0, offsets.Length - 1, 0, indices, values)]);

    /// <summary>Allocates a store for lines of known lengths.</summary>
    public static new EntryStore<T, TIndex> Allocate(long[] offsets, long minors, int segmentLimit = int.MaxValue)
    {
        var ends = EntrySegment<T, TIndex>.Ends(offsets, Math.Min(segmentLimit, Array.MaxLength));
        var segments = new EntrySegment<T, TIndex>[ends.Count];
        var line = 0;
        for (var s = 0; s < segments.Length; s++)
        {
            var count = (int)(offsets[ends[s]] - offsets[line]);
            segments[s] = new(line, ends[s], offsets[line],
                GC.AllocateUninitializedArray<TIndex>(count), GC.AllocateUninitializedArray<T>(count));
            line = ends[s];
        }
        return new(offsets, minors, segmentLimit, segments);
    }

    /// <summary>Gets the entries of a line, for reading or for filling a new store.</summary>
    public void Line(int line, out Span<TIndex> indices, out Span<T> values)
    {
        ref readonly var segment = ref SegmentOf(line);
        var start = (int)(Offsets[line] - segment.FirstEntry);
        var count = (int)(Offsets[line + 1] - Offsets[line]);
        indices = segment.Indices.AsSpan(start, count);
        values = segment.Values.AsSpan(start, count);
    }

    public override SparseLine<T> Line(int line)
    {
        Line(line, out var indices, out var values);
        return SparseLine<T>.Of<TIndex>(indices, values);
    }

    public override void CopyIndices(long first, Span<int> destination)
    {
        if (typeof(TIndex) != typeof(int))
            throw new InvalidOperationException($"indices along an axis of length {Minors} do not fit in 32 bits");
        CopyEntries(first, destination, static segment => (int[])(object)segment.Indices);
    }

    public override void CopyIndices(long first, Span<long> destination)
    {
        if (typeof(TIndex) == typeof(long))
        {
            CopyEntries(first, destination, static segment => (long[])(object)segment.Indices);
            return;
        }
        Check(first, destination.Length);
        foreach (ref readonly var segment in _segments.AsSpan())
        {
            var start = Math.Max(first, segment.FirstEntry);
            var end = Math.Min(first + destination.Length, segment.FirstEntry + segment.Indices.Length);
            for (var entry = start; entry < end; entry++)
                destination[(int)(entry - first)] = long.CreateTruncating(segment.Indices[entry - segment.FirstEntry]);
        }
    }

    public override void CopyValues(long first, Span<T> destination) =>
        CopyEntries(first, destination, static segment => segment.Values);

    public override EntryStore<T> Recut(int segmentLimit)
    {
        var store = Allocate(Offsets, Minors, segmentLimit);
        foreach (ref readonly var segment in store.Segments)
        {
            CopyEntries(segment.FirstEntry, segment.Indices.AsSpan(), static source => source.Indices);
            CopyValues(segment.FirstEntry, segment.Values);
        }
        return store;
    }

    private void CopyEntries<TItem>(long first, Span<TItem> destination, Func<EntrySegment<T, TIndex>, TItem[]> items)
    {
        Check(first, destination.Length);
        foreach (ref readonly var segment in _segments.AsSpan())
        {
            var start = Math.Max(first, segment.FirstEntry);
            var end = Math.Min(first + destination.Length, segment.FirstEntry + segment.Indices.Length);
            if (start < end)
                items(segment).AsSpan((int)(start - segment.FirstEntry), (int)(end - start)).CopyTo(destination[(int)(start - first)..]);
        }
    }

    private void Check(long first, int count)
    {
        if (first < 0 || first > Count - count)
            throw new ArgumentOutOfRangeException(nameof(first), first, $"there are {Count} entries, not {count} from {first} on");
    }

    private ref readonly EntrySegment<T, TIndex> SegmentOf(int line)
    {
        if (_segments.Length == 1)
            return ref _segments[0];
        var (low, high) = (0, _segments.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (line < _segments[middle].EndLine)
                high = middle;
            else
                low = middle + 1;
        }
        return ref _segments[low];
    }
}
