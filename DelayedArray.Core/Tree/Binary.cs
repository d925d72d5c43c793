using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>A function of two elements of equally shaped arrays.</summary>
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
        Layout = left.ReadCost >= right.ReadCost ? left.Layout : right.Layout;
        IsSparse = left.IsSparse && right.IsSparse && KeepsZero(op);
    }

    /// <summary>The operation with its parameters.</summary>
    public TOp Operation { get; }

    /// <inheritdoc/>
    public override bool IsSparse { get; }

    /// <inheritdoc/>
    public override string Label => Operation.Name;

    /// <summary>Applies the operation with broadcasting; a constant operand becomes part of the operation.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    internal static Node<TOut> Of(Node<T> left, Node<T> right, TOp op)
    {
        var shape = Broadcasting.Join(op.Name, left.Shape, right.Shape);
        if (Constant.Of(right) is { } scalar)
            return new Unary<T, TOut, RightScalar<T, TOut, TOp>>(Broadcasting.To(left, shape), new(op, scalar));
        if (Constant.Of(left) is { } leftScalar)
            return new Unary<T, TOut, LeftScalar<T, TOut, TOp>>(Broadcasting.To(right, shape), new(op, leftScalar));
        return new Binary<T, TOut, TOp>(Broadcasting.To(left, shape), Broadcasting.To(right, shape), op);
    }

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

    private static bool KeepsZero(TOp op)
    {
        Span<T> zero = stackalloc T[ShortSpan.Length];
        Span<TOut> result = stackalloc TOut[ShortSpan.Length];
        zero.Clear();
        try
        {
            op.Apply(zero, (ReadOnlySpan<T>)zero, result);
        }
        catch (ArithmeticException)
        {
            // Zero divided by zero, of integers: an error of the evaluation, not of building the tree.
            return false;
        }
        return EqualityComparer<TOut>.Default.Equals(result[0], default);
    }

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
            Apply(rightFirst ? y : x, rightFirst ? x : y, result);
        }

        private void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<TOut> z)
        {
            if (x.Length >= ShortSpan.Length)
                op.Apply(x, y, z);
            else
                ApplyShort(x, y, z);
        }

        private void ApplyShort(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<TOut> z)
        {
            Span<T> paddedX = stackalloc T[ShortSpan.Length];
            Span<T> paddedY = stackalloc T[ShortSpan.Length];
            Span<TOut> result = stackalloc TOut[ShortSpan.Length];
            ShortSpan.Pad(x, paddedX);
            ShortSpan.Pad(y, paddedY);
            op.Apply(paddedX, (ReadOnlySpan<T>)paddedY, result);
            result[..z.Length].CopyTo(z);
        }
    }
}
