using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Applies a function that keeps zero to the entries only.</summary>
internal sealed class SparseUnaryCursor<TIn, TOut, TOp>(SparseCursor<TIn> input, TOp op, BlockContext context) : SparseCursor<TOut>
    where TIn : unmanaged where TOut : unmanaged where TOp : struct, IUnaryOp<TIn, TOut>
{
    public override SparseStrip<TOut> Next(Span<int> positions, Span<TOut> values)
    {
        if (typeof(TIn) == typeof(TOut))
            return Apply(input.Next(positions, Unsafe.BitCast<Span<TOut>, Span<TIn>>(values)), values);
        using var strip = context.SparseStrips.Rent<TIn>(values.Length);
        return Apply(input.Next(positions, strip.Span), values);
    }

    protected override void Release() => input.Dispose();

    private SparseStrip<TOut> Apply(SparseStrip<TIn> entries, Span<TOut> values)
    {
        values = values[..entries.Count];
        if (entries.Count > 0)
            Kernel.Apply(op, entries.Values, values);
        return new SparseStrip<TOut>(entries.Positions, values);
    }
}
