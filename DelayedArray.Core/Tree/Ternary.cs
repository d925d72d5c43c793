using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>A function of three elements, applied to arrays of equal shape.</summary>
public sealed partial class Ternary<T1, T2, T3, TOut, TOp> : Node<TOut>
    where T1 : unmanaged where T2 : unmanaged where T3 : unmanaged where TOut : unmanaged
    where TOp : struct, ITernaryOp<T1, T2, T3, TOut>
{
    private readonly Node<T1> _first;
    private readonly Node<T2> _second;
    private readonly Node<T3> _third;

    private Ternary(Node<T1> first, Node<T2> second, Node<T3> third, TOp op) : base(first.Shape, [first, second, third], op)
    {
        _first = first;
        _second = second;
        _third = third;
        Operation = op;
        Layout = ChunkLayout.Dominating(first, second, third);
        IsSparse = IsSparseOf(first, second, third, op);
        StripNeed = StripsOf(first.StripNeed, second.StripNeed, third.StripNeed);
    }

    /// <summary>The operation and its parameters.</summary>
    public TOp Operation { get; }

    /// <inheritdoc/>
    public override bool IsSparse { get; }

    /// <inheritdoc/>
    public override string Label => Operation.Name;

    /// <summary>Applies the operation with broadcasting.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    internal static Node<TOut> Of(Node<T1> first, Node<T2> second, Node<T3> third, TOp op)
    {
        var shape = Node.Join(op.Name, Node.Join(op.Name, first.Shape, second.Shape), third.Shape);
        return new Ternary<T1, T2, T3, TOut, TOp>(
            first.BroadcastTo(shape), second.BroadcastTo(shape), third.BroadcastTo(shape), op);
    }

    /// <summary>Bytes of three strips, and of a buffer or strip for each operand.</summary>
    internal override long HeldStripBytes(BlockRequest request) =>
        IsSparse ? 3 * (BlockContext.SparseStripBytes + ExecutionOptions.DefaultStripBytes) : 0;

    internal override bool IsElementwise => true;

    internal override void Ask(BlockRequest request, RequestSink inputs)
    {
        inputs(_first, request);
        inputs(_second, request);
        inputs(_third, request);
    }

    internal override Node WithInputs(ImmutableArray<Node> inputs) =>
        Of((Node<T1>)inputs[0], (Node<T2>)inputs[1], (Node<T3>)inputs[2], Operation);

    internal override BlockCursor<TOut> Open(BlockRequest request, BlockContext context) => new Cursor(
        context.Open(_first, request), context.Open(_second, request), context.Open(_third, request), Operation, context.Strips);

    /// <summary>Counts the strips needed, in the order in which the cursor rents them.</summary>
    private static int StripsOf(int first, int second, int third) => typeof(T1) == typeof(TOut)
        ? Math.Max(first, Math.Max(second + 1, third + 2))
        : typeof(T2) == typeof(TOut)
            ? Math.Max(second, Math.Max(first + 1, third + 2))
            : Math.Max(first + 1, Math.Max(second + 2, third + 3));

    private sealed class Cursor(
        BlockCursor<T1> first, BlockCursor<T2> second, BlockCursor<T3> third, TOp op, StripArena strips) : BlockCursor<TOut>
    {
        // The first operand of the result's type uses the result's memory before the others rent strips. Long chains through it need no
        // strips.
        public override ReadOnlySpan<TOut> Fetch(int offset, Span<TOut> scratch)
        {
            if (typeof(T1) == typeof(TOut))
            {
                FetchRest(offset, first.Fetch(offset, Unsafe.BitCast<Span<TOut>, Span<T1>>(scratch)), scratch);
                return scratch;
            }
            if (typeof(T2) == typeof(TOut))
            {
                var y = second.Fetch(offset, Unsafe.BitCast<Span<TOut>, Span<T2>>(scratch));
                using var strip = strips.Rent<T1>(scratch.Length);
                FetchLast(offset, first.Fetch(offset, strip.Span), y, scratch);
                return scratch;
            }
            using var own = strips.Rent<T1>(scratch.Length);
            FetchRest(offset, first.Fetch(offset, own.Span), scratch);
            return scratch;
        }

        protected override void Release()
        {
            first.Dispose();
            second.Dispose();
            third.Dispose();
        }

        private void FetchRest(int offset, ReadOnlySpan<T1> x, Span<TOut> result)
        {
            using var strip = strips.Rent<T2>(result.Length);
            FetchLast(offset, x, second.Fetch(offset, strip.Span), result);
        }

        private void FetchLast(int offset, ReadOnlySpan<T1> x, ReadOnlySpan<T2> y, Span<TOut> result)
        {
            using var strip = strips.Rent<T3>(result.Length);
            var z = third.Fetch(offset, strip.Span);
            Kernel.Apply(op, x, y, z, result);
        }
    }
}
