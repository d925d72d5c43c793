namespace DelayedArrays;

/// <summary>Applies a function of a sparse and a dense operand, zero wherever the sparse one is, to the entries alone.</summary>
internal sealed class SparseScaledCursor<T, TOut, TOp>(
    SparseCursor<T> entries, ValueLookup<T> others, bool isSparseLeft, TOp op, BlockContext context)
    : SparseCursor<TOut> where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
{
    /// <summary>Bytes that it holds while it is asked for entries: two strips, and one of the dense operand's.</summary>
    public static long HeldBytes => (2 * BlockContext.SparseStripBytes) + ExecutionOptions.UsualStripBytes;

    public override SparseStrip<TOut> Next(Span<int> positions, Span<TOut> values)
    {
        using var x = context.SparseStrips.Rent<T>(values.Length);
        using var y = context.SparseStrips.Rent<T>(values.Length);
        var strip = entries.Next(positions, x.Span);
        if (strip.Count == 0)
            return default;
        var found = y.Span[..strip.Count];
        others.Gather(strip.Positions, found);
        values = values[..strip.Count];
        if (isSparseLeft)
            Kernel.Apply(op, strip.Values, found, values);
        else
            Kernel.Apply(op, found, strip.Values, values);
        return new SparseStrip<TOut>(strip.Positions, values);
    }

    protected override void Release()
    {
        entries.Dispose();
        others.Dispose();
    }
}
