using System.Numerics;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Puts the entries of a block into the order of their positions.</summary>
internal static class BlockOrder
{
    /// <summary>Sorts each line and sums entries that stand at the same position.</summary>
    /// <param name="block">Entries, line after line.</param>
    /// <param name="lineLength">Elements of a line in the block.</param>
    public static void Restore<T>(SparseBlock<T> block, int lineLength) where T : unmanaged
    {
        var positions = block.Positions;
        if (Ascends(positions))
            return;
        var values = block.Values;
        for (var start = 0; start < positions.Length;)
        {
            var lineEnd = ((long)(positions[start] / lineLength) + 1) * lineLength;
            var end = start + 1;
            while (end < positions.Length && positions[end] < lineEnd)
                end++;
            if (!Ascends(positions[start..end]))
                SortLine(positions[start..end], values[start..end]);
            start = end;
        }
        block.Truncate(Join(positions, values));
    }

    /// <summary>Reorders entries of a block whose lines are wanted across: as if the block were transposed.</summary>
    /// <param name="block">Entries, line after line.</param>
    /// <param name="lines">Lines in the block.</param>
    /// <param name="lineLength">Elements of a line in the block.</param>
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

    // Stable, so that the sum of repeated entries does not depend on the algorithm.
    private static void SortLine<T>(Span<int> positions, Span<T> values) where T : unmanaged
    {
        using var keyBuffer = BufferPool.Shared.Rent((long)positions.Length * sizeof(long));
        using var copyBuffer = BufferPool.Shared.Rent((long)positions.Length * Unsafe.SizeOf<T>());
        var keys = keyBuffer.As<long>();
        var copy = copyBuffer.As<T>();
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ((long)positions[i] << 32) | (uint)i;
        keys.Sort();
        values.CopyTo(copy);
        for (var i = 0; i < keys.Length; i++)
        {
            positions[i] = (int)(keys[i] >> 32);
            values[i] = copy[(int)keys[i]];
        }
    }

    private static int Join<T>(Span<int> positions, Span<T> values) where T : unmanaged
    {
        var last = 0;
        for (var i = 1; i < positions.Length; i++)
        {
            if (positions[i] == positions[last])
            {
                values[last] = Repeats<T>.Add(values[last], values[i]);
                continue;
            }
            positions[++last] = positions[i];
            values[last] = values[i];
        }
        return Math.Min(last + 1, positions.Length);
    }
}

/// <summary>What entries at the same position come to.</summary>
internal static class Repeats<T> where T : unmanaged
{
    private static readonly Func<T, T, T> AddOne = typeof(T) == typeof(bool)
        ? (Func<T, T, T>)(object)new Func<bool, bool, bool>((x, y) => x || y)
        : (Func<T, T, T>)ElementTypes.Of<T>().DispatchNumeric(default(Maker));

    /// <summary>Their sum, or for booleans whether one is true.</summary>
    /// <exception cref="OverflowException">The sum does not fit an integer type.</exception>
    public static T Add(T x, T y) => AddOne(x, y);

    private readonly struct Maker : INumericVisitor<Delegate>
    {
        public Delegate Visit<U>() where U : unmanaged, INumber<U>, IMinMaxValue<U> =>
            new Func<U, U, U>((x, y) => checked(x + y));
    }
}
