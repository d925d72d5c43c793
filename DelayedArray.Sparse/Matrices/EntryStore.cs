namespace DelayedArrays;

/// <summary>How the entries of each line of a matrix are ordered.</summary>
internal enum EntryOrder
{
    /// <summary>Not looked at yet.</summary>
    Unknown,

    /// <summary>Some line is not in ascending order.</summary>
    Unsorted,

    /// <summary>Ascending, with several entries for some elements.</summary>
    Sorted,

    /// <summary>Strictly ascending.</summary>
    Canonical,
}

/// <summary>
/// The entries of a compressed sparse matrix, grouped by line; it does not know whether the lines are rows or columns. What needs
/// the width of the indices is in the derived class.
/// </summary>
internal abstract class EntryStore<T>(long[] offsets, long minors, int segmentLimit) where T : unmanaged
{
    private volatile EntryOrder _order;

    /// <summary>Number of the first entry of each line, and the number of all entries at the end.</summary>
    public long[] Offsets { get; } = offsets;

    /// <summary>Length of the axis that is not compressed.</summary>
    public long Minors { get; } = minors;

    /// <summary>The most entries that lines share a segment for; what is made from this store keeps to it too.</summary>
    public int SegmentLimit { get; } = segmentLimit;

    public int Lines => Offsets.Length - 1;

    public long Count => Offsets[^1];

    /// <summary>The order of the entries, found when first asked for.</summary>
    public EntryOrder Order => _order == EntryOrder.Unknown ? _order = FindOrder() : _order;

    /// <summary>Whether indices along an axis of this length are kept in 64 bits.</summary>
    public static bool IsWide(long minors) => minors > int.MaxValue;

    /// <summary>Turns counts at 1, 2, ... into offsets, in place.</summary>
    public static void Accumulate(Span<long> counts)
    {
        for (var k = 1; k < counts.Length; k++)
            counts[k] += counts[k - 1];
    }

    /// <summary>Makes room for lines of known lengths.</summary>
    public static EntryStore<T> Allocate(long[] offsets, long minors, int segmentLimit = int.MaxValue) => IsWide(minors)
        ? EntryStore<T, long>.Allocate(offsets, minors, segmentLimit)
        : EntryStore<T, int>.Allocate(offsets, minors, segmentLimit);

    public abstract SparseLine<T> Line(int line);

    public abstract void CopyIndices(long first, Span<int> destination);

    public abstract void CopyIndices(long first, Span<long> destination);

    public abstract void CopyValues(long first, Span<T> destination);

    /// <summary>What is wrong with the entries, or null.</summary>
    public abstract string? FindProblem(string lineName);

    /// <summary>The same entries in other segments.</summary>
    public abstract EntryStore<T> Recut(int segmentLimit);

    /// <summary>The entries of every line in ascending order; those of one element keep their order.</summary>
    public abstract EntryStore<T> Sorted();

    /// <summary>At most one entry for every element, in ascending order.</summary>
    public abstract EntryStore<T> SumDuplicates(SparseLayout layout);

    /// <summary>The entries that are not zero.</summary>
    public abstract EntryStore<T> Prune();

    protected abstract EntryOrder FindOrder();
}
