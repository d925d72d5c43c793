using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>Whether every line is strictly ascending and every index is in range.</summary>
    public bool IsCanonicalInRange()
    {
        if (Order != EntryOrder.Canonical)
            return false;
        for (var line = 0; line < Lines; line++)
        {
            Line(line, out var indices, out _);
            if (!indices.IsEmpty && (indices[0] < TIndex.Zero || ulong.CreateTruncating(indices[^1]) >= (ulong)Minors))
                return false;
        }
        return true;
    }

    protected override EntryOrder FindOrder()
    {
        // In most matrices indices descend only from one line to the next, which vectors find out fast.
        var descents = 0L;
        foreach (ref readonly var segment in _segments.AsSpan())
            descents += CountDescents(segment.Indices);
        return descents == CountDescentsBetweenLines() ? EntryOrder.Canonical : FindOrderByLine();
    }

    /// <summary>Counts the indices that are not below the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long CountDescents(ReadOnlySpan<TIndex> indices)
    {
        ref var x = ref MemoryMarshal.GetReference(indices);
        var last = indices.Length - 1;
        var counts = Vector<TIndex>.Zero;
        var i = 0;
        for (; i <= last - Vector<TIndex>.Count; i += Vector<TIndex>.Count)
            counts -= Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref x, (nuint)i), Vector.LoadUnsafe(ref x, (nuint)(i + 1)));
        var descents = long.CreateTruncating(Vector.Sum(counts));
        for (; i < last; i++)
            descents += indices[i] >= indices[i + 1] ? 1 : 0;
        return descents;
    }

    private long CountDescentsBetweenLines()
    {
        var descents = 0L;
        foreach (ref readonly var segment in _segments.AsSpan())
        {
            for (var line = segment.FirstLine + 1; line < segment.EndLine; line++)
            {
                var start = Offsets[line] - segment.FirstEntry;
                var isBoundary = Offsets[line] > Offsets[line - 1] && start < segment.Indices.Length;
                if (isBoundary && segment.Indices[start - 1] >= segment.Indices[start])
                    descents++;
            }
        }
        return descents;
    }

    private EntryOrder FindOrderByLine()
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
