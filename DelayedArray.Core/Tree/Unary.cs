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
        IsSparse = input.IsSparse && KeepsZero(op);
    }

    /// <summary>The operation with its parameters.</summary>
    public TOp Operation { get; }

    /// <inheritdoc/>
    public override bool IsSparse { get; }

    /// <inheritdoc/>
    public override string Label => Operation.Name;

    internal override void Ask(BlockRequest request, RequestSink inputs) => inputs(_input, request);

    internal override Node WithInputs(ImmutableArray<Node> inputs) => new Unary<TIn, TOut, TOp>((Node<TIn>)inputs[0], Operation);

    internal override BlockCursor<TOut> Open(BlockRequest request, BlockContext context) =>
        new Cursor(context.Open(_input, request), Operation, context.Strips);

    private static bool KeepsZero(TOp op)
    {
        Span<TIn> zero = stackalloc TIn[ShortSpan.Length];
        Span<TOut> result = stackalloc TOut[ShortSpan.Length];
        zero.Clear();
        try
        {
            op.Apply(zero, result);
        }
        catch (ArithmeticException)
        {
            // Zero divided by zero, of integers: an error of the evaluation, not of building the tree.
            return false;
        }
        return EqualityComparer<TOut>.Default.Equals(result[0], default);
    }

    private sealed class Cursor(BlockCursor<TIn> input, TOp op, StripArena strips) : BlockCursor<TOut>
    {
        public override ReadOnlySpan<TOut> Fetch(int offset, Span<TOut> scratch)
        {
            if (typeof(TIn) == typeof(TOut))
            {
                var inPlace = Unsafe.BitCast<Span<TOut>, Span<TIn>>(scratch);
                Apply(input.Fetch(offset, inPlace), scratch);
                return scratch;
            }
            using var strip = strips.Rent<TIn>(scratch.Length);
            Apply(input.Fetch(offset, strip.Span), scratch);
            return scratch;
        }

        protected override void Release() => input.Dispose();

        private void Apply(ReadOnlySpan<TIn> x, Span<TOut> y)
        {
            if (x.Length >= ShortSpan.Length)
                op.Apply(x, y);
            else
                ApplyShort(x, y);
        }

        private void ApplyShort(ReadOnlySpan<TIn> x, Span<TOut> y)
        {
            Span<TIn> padded = stackalloc TIn[ShortSpan.Length];
            Span<TOut> result = stackalloc TOut[ShortSpan.Length];
            ShortSpan.Pad(x, padded);
            op.Apply(padded, result);
            result[..y.Length].CopyTo(y);
        }
    }
}

/// <summary>
/// Kernels treat spans shorter than a vector by other instructions, which may round differently. Short strips are therefore
/// padded, so that an element's value does not depend on where a block or a selection ends.
/// </summary>
internal static class ShortSpan
{
    /// <summary>Elements in the widest vector of the smallest type that has roundings to differ in (16-bit floats).</summary>
    public const int Length = 32;

    /// <summary>Repeats the last value, which the function is known to take.</summary>
    public static void Pad<T>(ReadOnlySpan<T> values, Span<T> padded)
    {
        values.CopyTo(padded);
        padded[values.Length..].Fill(values[^1]);
    }
}
