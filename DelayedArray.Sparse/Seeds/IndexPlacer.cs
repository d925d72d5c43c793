using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Checks indices within lines and converts them to positions in a block.</summary>
internal sealed class IndexPlacer<TIndex>(long minorLength, SparseLocation location) where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    /// <summary>Converts all indices of a part to positions.</summary>
    /// <param name="part">The indices.</param>
    /// <param name="lineLength">Elements of a line in the block.</param>
    /// <param name="positions">Receives the positions.</param>
    public void All(LinePart<TIndex> part, int lineLength, Span<int> positions)
    {
        var limit = (ulong)minorLength;
        var line = part.Indices;
        var lineStart = part.Position * lineLength;
        var i = 0;
        if (typeof(TIndex) == typeof(int))
            i = AllNarrow(MemoryMarshal.Cast<TIndex, int>(line), lineStart, positions);
        for (; i < line.Length && i < positions.Length; i++)
        {
            var index = long.CreateTruncating(line[i]);
            if ((ulong)index >= limit)
                throw OutOfRange(index, part.Entry + i);
            positions[i] = lineStart + (int)index;
        }
    }

    /// <summary>Takes the entries of a part that lie within a selection.</summary>
    /// <param name="part">The indices.</param>
    /// <param name="map">The selection.</param>
    /// <param name="positions">Receives the positions of the entries taken.</param>
    /// <param name="sources">Receives the numbers of the entries taken, counted from the first of the stored lines.</param>
    /// <returns>The number of entries taken.</returns>
    public int Select(LinePart<TIndex> part, MinorMap map, Span<int> positions, Span<int> sources) =>
        map.IsContiguous ? SelectRange(part, map, positions, sources) : SelectAny(part, map, positions, sources);

    /// <summary>Counts the entries within a selection.</summary>
    public long Count(LinePart<TIndex> part, MinorMap map)
    {
        var total = 0L;
        for (var i = 0; i < part.Indices.Length; i++)
            total += map.Find(Checked(part.Indices[i], part.Entry + i), out _, out _);
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

    private int SelectRange(LinePart<TIndex> part, MinorMap map, Span<int> positions, Span<int> sources)
    {
        var line = part.Indices;
        var (entry, within, lineStart) = (part.Entry, part.Within, part.Position * map.Count);
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

    private int SelectAny(LinePart<TIndex> part, MinorMap map, Span<int> positions, Span<int> sources)
    {
        var line = part.Indices;
        var (entry, within, lineStart) = (part.Entry, part.Within, part.Position * map.Count);
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
        $"the index of entry {entry} is {index}{(index == int.MaxValue ? " or more" : "")}; expected 0 to {minorLength - 1}");
}
