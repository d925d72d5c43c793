using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Checks indices within lines and converts them to positions in a block.</summary>
internal sealed class IndexPlacer<TIndex>(long minorLength, SparseLocation location) where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    /// <summary>Converts all indices of a part of one line to positions.</summary>
    /// <param name="line">The indices.</param>
    /// <param name="entry">Number of the first entry.</param>
    /// <param name="lineStart">Position of the line's first element.</param>
    /// <param name="positions">Receives the positions.</param>
    public void All(ReadOnlySpan<TIndex> line, long entry, int lineStart, Span<int> positions)
    {
        var limit = (ulong)minorLength;
        var i = 0;
        if (typeof(TIndex) == typeof(int))
            i = AllNarrow(MemoryMarshal.Cast<TIndex, int>(line), lineStart, positions);
        for (; i < line.Length && i < positions.Length; i++)
        {
            var index = long.CreateTruncating(line[i]);
            if ((ulong)index >= limit)
                throw OutOfRange(index, entry + i);
            positions[i] = lineStart + (int)index;
        }
    }

    /// <summary>Takes the entries of a part of one line that lie within a selection.</summary>
    /// <param name="line">The indices.</param>
    /// <param name="entry">Number of the first entry.</param>
    /// <param name="within">Number of the first entry in the run.</param>
    /// <param name="map">The selection.</param>
    /// <param name="lineStart">Position of the line's first element.</param>
    /// <param name="positions">Receives the positions of the entries taken.</param>
    /// <param name="sources">Receives the numbers in the run of the entries taken.</param>
    /// <returns>The number of entries taken.</returns>
    public int Select(
        ReadOnlySpan<TIndex> line, long entry, int within, MinorMap map, int lineStart, Span<int> positions, Span<int> sources) =>
        map.IsContiguous
            ? SelectRange(line, entry, within, map, lineStart, positions, sources)
            : SelectAny(line, entry, within, map, lineStart, positions, sources);

    /// <summary>Counts the entries within a selection.</summary>
    public long Count(ReadOnlySpan<TIndex> indices, long entry, MinorMap map)
    {
        var total = 0L;
        for (var i = 0; i < indices.Length; i++)
            total += map.Find(Checked(indices[i], entry + i), out _, out _);
        return total;
    }

    /// <summary>Converts whole vectors of indices. Stops at a vector with an index out of range.</summary>
    /// <returns>The number of indices converted.</returns>
    private int AllNarrow(ReadOnlySpan<int> line, int lineStart, Span<int> positions)
    {
        var limit = new Vector<uint>((uint)minorLength);
        var start = new Vector<int>(lineStart);
        var i = 0;
        for (; i + Vector<int>.Count <= line.Length; i += Vector<int>.Count)
        {
            var found = new Vector<int>(line[i..]);
            if (!Vector.LessThanAll(Vector.AsVectorUInt32(found), limit))
                break;
            (found + start).CopyTo(positions[i..]);
        }
        return i;
    }

    private int SelectRange(
        ReadOnlySpan<TIndex> line, long entry, int within, MinorMap map, int lineStart, Span<int> positions, Span<int> sources)
    {
        var (taken, start, count) = (0, map.Start, (ulong)map.Count);
        for (var i = 0; i < line.Length; i++)
        {
            var index = Checked(line[i], entry + i);
            if ((ulong)(index - start) >= count)
                continue;
            positions[taken] = lineStart + (int)(index - start);
            sources[taken++] = within + i;
        }
        return taken;
    }

    private int SelectAny(
        ReadOnlySpan<TIndex> line, long entry, int within, MinorMap map, int lineStart, Span<int> positions, Span<int> sources)
    {
        var taken = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var found = map.Find(Checked(line[i], entry + i), out var single, out var several);
            if (found == 1)
            {
                positions[taken] = lineStart + single;
                sources[taken++] = within + i;
                continue;
            }
            foreach (var position in several)
            {
                positions[taken] = lineStart + position;
                sources[taken++] = within + i;
            }
        }
        return taken;
    }

    private long Checked(TIndex stored, long entry)
    {
        var index = long.CreateTruncating(stored);
        return (ulong)index < (ulong)minorLength ? index : throw OutOfRange(index, entry);
    }

    private ArrayFormatException OutOfRange(long index, long entry) => location.Error(
        $"the index of entry {entry} is {index}{(index == int.MaxValue ? " or more" : "")}, where 0 to {minorLength - 1} are expected");
}
