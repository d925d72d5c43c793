using System.Numerics;

namespace DelayedArrays;

/// <summary>Sorts the entries of a block by position.</summary>
internal static class BlockOrder
{
    /// <summary>Sorts each line, and sums entries at the same position.</summary>
    /// <param name="block">Entries, line by line.</param>
    /// <param name="lineLength">Elements in a line of the block.</param>
    public static void Restore<T>(SparseBlock<T> block, int lineLength) where T : unmanaged
    {
        var positions = block.Positions;
        if (Ascends(positions))
            return;
        var values = block.Values;
        var sorter = new LineSorter<int, T>();
        for (var start = 0; start < positions.Length;)
        {
            var lineEnd = ((long)(positions[start] / lineLength) + 1) * lineLength;
            var end = start + 1;
            while (end < positions.Length && positions[end] < lineEnd)
                end++;
            sorter.Sort(positions[start..end], values[start..end]);
            start = end;
        }
        block.Truncate(Join(positions, values));
    }

    /// <summary>Reorders the entries of a block by the other axis, as if the block were transposed.</summary>
    /// <param name="block">Entries, line by line.</param>
    /// <param name="lines">Lines in the block.</param>
    /// <param name="lineLength">Elements in a line of the block.</param>
    /// <param name="context">Lends the memory.</param>
    public static SparseBlock<T> Transpose<T>(SparseBlock<T> block, int lines, int lineLength, BlockContext context)
        where T : unmanaged
    {
        using var counts = context.Rent<int>((long)lineLength + 1);
        var result = new SparseBlock<T>(block.Count, context);
        var next = counts.As<int>();
        next.Clear();
        foreach (var position in block.Positions)
            next[(position % lineLength) + 1]++;
        for (var i = 1; i < next.Length; i++)
            next[i] += next[i - 1];
        var from = block.Positions;
        var to = result.Positions;
        var values = block.Values;
        var target = result.Values;
        for (var i = 0; i < from.Length; i++)
        {
            var (line, within) = Math.DivRem(from[i], lineLength);
            var slot = next[within]++;
            to[slot] = (within * lines) + line;
            target[slot] = values[i];
        }
        return result;
    }

    private static bool Ascends(ReadOnlySpan<int> positions)
    {
        var i = 1;
        for (; i + Vector<int>.Count <= positions.Length; i += Vector<int>.Count)
        {
            if (!Vector.GreaterThanAll(new Vector<int>(positions[i..]), new Vector<int>(positions[(i - 1)..])))
                return false;
        }
        for (; i < positions.Length; i++)
        {
            if (positions[i] <= positions[i - 1])
                return false;
        }
        return true;
    }

    private static int Join<T>(Span<int> positions, Span<T> values) where T : unmanaged
    {
        var next = 0;
        for (var start = 0; start < positions.Length; next++)
        {
            var end = start + 1;
            while (end < positions.Length && positions[end] == positions[start])
                end++;
            positions[next] = positions[start];
            values[next] = end == start + 1 ? values[start]
                : ValueSum<T>.Instance.TrySum(values[start..end], out var sum) ? sum
                : throw new OverflowException();
            start = end;
        }
        return next;
    }
}
