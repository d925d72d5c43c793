namespace DelayedArrays;

/// <summary>Applies a function of three elements where an operand has an entry; it is zero elsewhere.</summary>
internal sealed class SparseTernaryCursor<T1, T2, T3, TOut, TOp>(
    EntryOperand<T1> first, EntryOperand<T2> second, EntryOperand<T3> third, TOp op, BlockContext context) : SparseCursor<TOut>
    where T1 : unmanaged where T2 : unmanaged where T3 : unmanaged where TOut : unmanaged
    where TOp : struct, ITernaryOp<T1, T2, T3, TOut>
{
    /// <summary>Bytes that it holds while it is asked for entries: three strips, and for each operand a buffer or a strip.</summary>
    public static long HeldBytes => 3 * (BlockContext.SparseStripBytes + ExecutionOptions.UsualStripBytes);

    public override SparseStrip<TOut> Next(Span<int> positions, Span<TOut> values)
    {
        using var firstStrip = context.SparseStrips.Rent<T1>(values.Length);
        using var secondStrip = context.SparseStrips.Rent<T2>(values.Length);
        using var thirdStrip = context.SparseStrips.Rent<T3>(values.Length);
        var x = firstStrip.Span;
        var y = secondStrip.Span;
        var z = thirdStrip.Span;
        var count = 0;
        for (; count < positions.Length; count++)
        {
            var position = Math.Min(first.Position, Math.Min(second.Position, third.Position));
            if (position == EntryBuffer<TOut>.End)
                break;
            positions[count] = position;
            x[count] = first.Take(position);
            y[count] = second.Take(position);
            z[count] = third.Take(position);
        }
        if (count == 0)
            return default;
        positions = positions[..count];
        values = values[..count];
        first.Gather(positions, x[..count]);
        second.Gather(positions, y[..count]);
        third.Gather(positions, z[..count]);
        Kernel.Apply(op, (ReadOnlySpan<T1>)x[..count], (ReadOnlySpan<T2>)y[..count], (ReadOnlySpan<T3>)z[..count], values);
        return new SparseStrip<TOut>(positions, values);
    }

    protected override void Release()
    {
        first.Dispose();
        second.Dispose();
        third.Dispose();
    }
}
