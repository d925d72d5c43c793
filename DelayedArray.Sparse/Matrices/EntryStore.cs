namespace DelayedArrays;

/// <summary>The order of the entries within the lines of a matrix.</summary>
internal enum EntryOrder
{
    /// <summary>Not yet determined.</summary>
    Unknown,

    /// <summary>Not ascending in at least one line.</summary>
    Unsorted,

    /// <summary>Ascending, with repeated entries of some elements.</summary>
    Sorted,

    /// <summary>Strictly ascending.</summary>
    Canonical,
}

/// <summary>
/// The entries of a compressed sparse matrix, grouped by line. The store does not know whether lines are rows or columns. The derived class
/// holds what depends on the width of the indices.
/// </summary>
internal abstract class EntryStore<T>(long[] offsets, long minors, int segmentLimit) where T : unmanaged
{
    private volatile EntryOrder _order;

    /// <summary>Number of the first entry of each line, and the number of all entries at the end.</summary>
    public long[] Offsets { get; } = offsets;

    /// <summary>Length of the uncompressed axis.</summary>
    public long Minors { get; } = minors;

    /// <summary>The most entries of a segment that holds several lines. Stores made from this one inherit it.</summary>
    public int SegmentLimit { get; } = segmentLimit;

    public int Lines => Offsets.Length - 1;

    public long Count => Offsets[^1];

    /// <summary>The order of the entries, determined on first use.</summary>
    public EntryOrder Order => _order == EntryOrder.Unknown ? _order = FindOrder() : _order;

    /// <summary>Whether indices along an axis of this length need 64 bits.</summary>
    public static bool IsWide(long minors) => minors > int.MaxValue;

    /// <summary>Turns counts at 1, 2, ... into offsets, in place.</summary>
    public static void Accumulate(Span<long> counts)
    {
        for (var k = 1; k < counts.Length; k++)
            counts[k] += counts[k - 1];
    }

    /// <summary>Allocates a store for lines of known lengths.</summary>
    public static EntryStore<T> Allocate(long[] offsets, long minors, int segmentLimit = int.MaxValue) => IsWide(minors)
        ? EntryStore<T, long>.Allocate(offsets, minors, segmentLimit)
        : EntryStore<T, int>.Allocate(offsets, minors, segmentLimit);

    public abstract SparseLine<T> Line(int line);

    public abstract void CopyIndices(long first, Span<int> destination);

    public abstract void CopyIndices(long first, Span<long> destination);

    public abstract void CopyValues(long first, Span<T> destination);

    /// <summary>Finds a problem with the entries; null if there is none.</summary>
    public abstract string? FindProblem(string lineName);

    /// <summary>Copies the entries into segments of another size.</summary>
    public abstract EntryStore<T> Recut(int segmentLimit);

    /// <summary>Sorts the entries of every line in ascending order. Entries of the same element keep their order.</summary>
    public abstract EntryStore<T> Sorted();

    /// <summary>Merges repeated entries: at most one for each element, in ascending order.</summary>
    public abstract EntryStore<T> SumDuplicates(SparseLayout layout);

    /// <summary>Drops the entries that are zero.</summary>
    public abstract EntryStore<T> Prune();

    protected abstract EntryOrder FindOrder();
}
