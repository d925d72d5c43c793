using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>A function of one element.</summary>
public sealed class Unary<TIn, TOut, TOp> : Node<TOut>
    where TIn : unmanaged where TOut : unmanaged where TOp : struct, IUnaryOp<TIn, TOut>
{
    private readonly Node<TIn> _input;

    internal Unary(Node<TIn> input, TOp op) : base(input.Shape, [input], op)
    {
        _input = input;
        Operation = op;
        Layout = input.Layout;
        IsSparse = input.IsSparse && ZeroFacts.Keeps<TIn, TOut, TOp>(op);
        StripNeed = typeof(TIn) == typeof(TOut) ? input.StripNeed : input.StripNeed + 1;
    }

    /// <summary>The operation and its parameters.</summary>
    public TOp Operation { get; }

    /// <inheritdoc/>
    public override bool IsSparse { get; }

    /// <inheritdoc/>
    public override string Label => Operation.Name;

    internal override bool IsElementwise => true;

    internal override void Ask(BlockRequest request, RequestSink inputs) => inputs(_input, request);

    internal override Node WithInputs(ImmutableArray<Node> inputs) => new Unary<TIn, TOut, TOp>((Node<TIn>)inputs[0], Operation);

    internal override BlockCursor<TOut> Open(BlockRequest request, BlockContext context) =>
        new Cursor(context.Open(_input, request), Operation, context.Strips);

    internal override SparseCursor<TOut> OpenSparse(BlockRequest request, BlockContext context) =>
        new SparseUnaryCursor<TIn, TOut, TOp>(context.OpenSparse(_input, request), Operation, context);

    private sealed class Cursor(BlockCursor<TIn> input, TOp op, StripArena strips) : BlockCursor<TOut>
    {
        public override ReadOnlySpan<TOut> Fetch(int offset, Span<TOut> scratch)
        {
            if (typeof(TIn) == typeof(TOut))
            {
                var inPlace = Unsafe.BitCast<Span<TOut>, Span<TIn>>(scratch);
                Kernel.Apply(op, input.Fetch(offset, inPlace), scratch);
                return scratch;
            }
            using var strip = strips.Rent<TIn>(scratch.Length);
            Kernel.Apply(op, input.Fetch(offset, strip.Span), scratch);
            return scratch;
        }

        protected override void Release() => input.Dispose();
    }
}
