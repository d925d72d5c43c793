namespace DelayedArrays;

/// <summary>Applies a function of two elements, zero of two zeros, where either operand has an entry.</summary>
internal sealed class SparseUnionCursor<T, TOut, TOp>(SparseCursor<T> left, SparseCursor<T> right, TOp op, BlockContext context)
    : SparseCursor<TOut> where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
{
    /// <summary>Bytes that it holds while it is asked for entries: two buffers and two strips.</summary>
    public static long HeldBytes => 2 * (EntryBuffer<T>.HeldBytes + BlockContext.SparseStripBytes);

    private readonly EntryBuffer<T> _left = new(left);
    private readonly EntryBuffer<T> _right = new(right);

    public override SparseStrip<TOut> Next(Span<int> positions, Span<TOut> values)
    {
        using var x = context.SparseStrips.Rent<T>(values.Length);
        using var y = context.SparseStrips.Rent<T>(values.Length);
        var count = 0;
        while (count < positions.Length)
        {
            var (a, b) = (_left.Position, _right.Position);
            var position = Math.Min(a, b);
            if (position == EntryBuffer<T>.End)
                break;
            positions[count] = position;
            x.Span[count] = a == position ? _left.Take() : default;
            y.Span[count++] = b == position ? _right.Take() : default;
        }
        if (count > 0)
            Kernel.Apply(op, x.Span[..count], y.Span[..count], values[..count]);
        return new SparseStrip<TOut>(positions[..count], values[..count]);
    }

    protected override void Release()
    {
        _left.Dispose();
        _right.Dispose();
    }
}
