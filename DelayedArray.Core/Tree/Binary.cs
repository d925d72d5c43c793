using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>A function of two elements, applied to arrays of equal shape.</summary>
public sealed class Binary<T, TOut, TOp> : Node<TOut>
    where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
{
    private readonly Node<T> _left;
    private readonly Node<T> _right;

    private Binary(Node<T> left, Node<T> right, TOp op) : base(left.Shape, [left, right], op)
    {
        _left = left;
        _right = right;
        Operation = op;
        Layout = ChunkLayout.Dominating(left, right);
        IsSparse = IsSparseOf(left, right, op);
        StripNeed = StripsOf(left.StripNeed, right.StripNeed) + (typeof(T) == typeof(TOut) ? 0 : 1);
    }

    /// <summary>The operation and its parameters.</summary>
    public TOp Operation { get; }

    /// <inheritdoc/>
    public override bool IsSparse { get; }

    /// <inheritdoc/>
    public override string Label => Operation.Name;

    /// <summary>Applies the operation with broadcasting. A constant operand becomes part of the operation.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    internal static Node<TOut> Of(Node<T> left, Node<T> right, TOp op)
    {
        var shape = Node.Join(op.Name, left.Shape, right.Shape);
        if (ConstantSeed<T>.ValueOf(right) is { } scalar)
            return new Unary<T, TOut, RightScalar<T, TOut, TOp>>(left.BroadcastTo(shape), new(op, scalar));
        if (ConstantSeed<T>.ValueOf(left) is { } leftScalar)
            return new Unary<T, TOut, LeftScalar<T, TOut, TOp>>(right.BroadcastTo(shape), new(op, leftScalar));
        return new Binary<T, TOut, TOp>(left.BroadcastTo(shape), right.BroadcastTo(shape), op);
    }

    /// <summary>Bytes for reading the entries of operands. Elements are computed in the caller's strips.</summary>
    internal override long HeldStripBytes(BlockRequest request) => !IsSparse ? 0
        : (2 * BlockContext.SparseStripBytes)
            + (_left.IsSparse && _right.IsSparse ? 2 * EntryBuffer<T>.HeldBytes : ExecutionOptions.DefaultStripBytes);

    internal override bool IsElementwise => true;

    internal override void Ask(BlockRequest request, RequestSink inputs)
    {
        inputs(_left, request);
        inputs(_right, request);
    }

    internal override Node WithInputs(ImmutableArray<Node> inputs) => Of((Node<T>)inputs[0], (Node<T>)inputs[1], Operation);

    internal override BlockCursor<TOut> Open(BlockRequest request, BlockContext context)
    {
        var left = context.Open(_left, request);
        return new Cursor(left, context.Open(_right, request), _right.StripNeed > _left.StripNeed, Operation, context.Strips);
    }

    internal override SparseCursor<TOut> OpenSparse(BlockRequest request, BlockContext context) =>
        SparseFunctionCursor<T, T, Absent, TOut, OfTwo<T, TOut, TOp>>.TryOpen((_left, _right, null), new(Operation), request, context)
        ?? base.OpenSparse(request, context);

    /// <summary>
    /// Counts the strips needed. The operand that needs more comes first and uses the result's memory, and the other uses a strip (the
    /// Strahler number).
    /// </summary>
    private static int StripsOf(int left, int right) => left == right ? left + 1 : Math.Max(left, right);

    private static bool IsSparseOf(Node<T> left, Node<T> right, TOp op) => (left.IsSparse, right.IsSparse) switch
    {
        (true, true) => ZeroFacts.KeepsBoth<T, TOut, TOp>(op),
        (true, false) => ZeroFacts.AnnihilatesLeft<T, TOut, TOp>(op),
        (false, true) => ZeroFacts.AnnihilatesRight<T, TOut, TOp>(op),
        _ => false,
    };

    /// <summary>Fetches the operand that needs more strips first, so that a tree of n nodes needs log n strips.</summary>
    private sealed class Cursor(BlockCursor<T> left, BlockCursor<T> right, bool rightFirst, TOp op, StripArena strips)
        : BlockCursor<TOut>
    {
        public override ReadOnlySpan<TOut> Fetch(int offset, Span<TOut> scratch)
        {
            if (typeof(T) == typeof(TOut))
            {
                FetchBoth(offset, Unsafe.BitCast<Span<TOut>, Span<T>>(scratch), scratch);
                return scratch;
            }
            using var strip = strips.Rent<T>(scratch.Length);
            FetchBoth(offset, strip.Span, scratch);
            return scratch;
        }

        protected override void Release()
        {
            left.Dispose();
            right.Dispose();
        }

        private void FetchBoth(int offset, Span<T> first, Span<TOut> result)
        {
            var x = (rightFirst ? right : left).Fetch(offset, first);
            using var strip = strips.Rent<T>(first.Length);
            var y = (rightFirst ? left : right).Fetch(offset, strip.Span);
            Kernel.Apply(op, rightFirst ? y : x, rightFirst ? x : y, result);
        }
    }
}
