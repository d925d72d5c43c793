using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// Reorders axes, drops axes of length 1, adds axes, and stretches axes by repeating. It covers transposing, squeezing, expanding and
/// broadcasting, so any chain of these is a single node.
/// </summary>
public sealed class Rearrange<T> : Node<T> where T : unmanaged
{
    private readonly Node<T> _input;

    private Rearrange(Node<T> input, Shape shape, EquatableArray<int> sources) : base(shape, [input], (shape, sources))
    {
        _input = input;
        Sources = sources.Items;
        Time = input.Time;
        IsSparse = input.IsSparse && !IsStretched;
        Layout = new ChunkLayout(
            [.. Sources.Select((source, axis) => source < 0 ? AxisTicks.Free(Shape[axis]) : input.Layout.Ticks[source])],
            LayoutOrder(),
            input.Layout.LargestChunk);
    }

    /// <summary>For each axis of the result, the axis of the input, or -1 for an axis along which the input repeats.</summary>
    public ImmutableArray<int> Sources { get; }

    /// <inheritdoc/>
    public override TimeType? Time { get; }

    /// <inheritdoc/>
    public override bool IsSparse { get; }

    /// <inheritdoc/>
    public override string Label => IsStretched ? "Broadcast"
        : Shape.Rank < _input.Shape.Rank ? "Squeeze"
        : Shape.Rank > _input.Shape.Rank ? "Expand"
        : $"Permute({string.Join(", ", Sources)})";

    private bool IsStretched => Sources.Select((source, axis) => source < 0 && Shape[axis] != 1).Any(stretched => stretched);

    /// <summary>Rearranges axes. Nested rearrangements become one. A rearrangement without effect returns its input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="shape">Shape of the result. Axes taken from the input keep their length; the others may have any length.</param>
    /// <param name="sources">
    /// For each axis of the result, the axis of the input, or -1. Input axes that are left out must have length 1.
    /// </param>
    internal static Node<T> Of(Node<T> input, Shape shape, ImmutableArray<int> sources)
    {
        if (input is Rearrange<T> inner)
            return Of(inner._input, shape, [.. sources.Select(source => source < 0 ? -1 : inner.Sources[source])]);
        return shape == input.Shape && sources.AsSpan().SequenceEqual(ChunkLayout.COrder(input.Shape.Rank).AsSpan())
            ? input
            : new Rearrange<T>(input, shape, new EquatableArray<int>(sources));
    }

    internal override long BufferBytes(BlockRequest request) =>
        Repeats(request) ? (long)Rewrite(request).Count * ElementType.Size() : 0;

    internal override void Ask(BlockRequest request, RequestSink inputs) => inputs(_input, Rewrite(request));

    internal override void Trace(Footprint footprint, FootprintSink inputs) =>
        inputs(_input, footprint.Through(_input.Shape.Rank, Sources));

    internal override Node WithInputs(ImmutableArray<Node> inputs)
    {
        var input = (Node<T>)inputs[0];
        var lengths = Shape.ToArray();
        for (var axis = 0; axis < Sources.Length; axis++)
        {
            if (Sources[axis] >= 0)
                lengths[axis] = input.Shape[Sources[axis]];
        }
        return Of(input, new Shape(lengths), Sources);
    }

    internal override BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        var rewritten = Rewrite(request);
        return Repeats(request)
            ? new RepeatCursor<T>(context.Open(_input, rewritten), rewritten.Count, RepeatPattern.Of(request, Sources), context)
            : context.Open(_input, rewritten);
    }

    internal override SparseCursor<T> OpenSparse(BlockRequest request, BlockContext context) => Repeats(request)
        ? base.OpenSparse(request, context)
        : context.OpenSparse(_input, Rewrite(request));

    internal override ValueLookup<T> OpenLookup(BlockRequest request, BlockContext context)
    {
        if (!Repeats(request))
            return base.OpenLookup(request, context);
        var rewritten = Rewrite(request);
        return new RepeatLookup<T>(context.Open(_input, rewritten), rewritten.Count, RepeatPattern.Of(request, Sources), context);
    }

    private bool Repeats(BlockRequest request)
    {
        for (var axis = 0; axis < Sources.Length; axis++)
        {
            // An input axis of length 1 may be selected repeatedly, but the input then repeats it itself.
            if (Sources[axis] < 0 && request.Axes[axis].Count != 1)
                return true;
        }
        return false;
    }

    private BlockRequest Rewrite(BlockRequest request)
    {
        var rank = _input.Shape.Rank;
        var axes = new AxisSelection[rank];
        Array.Fill(axes, AxisSelection.Range(0, 1));
        for (var axis = 0; axis < Sources.Length; axis++)
        {
            if (Sources[axis] >= 0)
                axes[Sources[axis]] = request.Axes[axis];
        }
        var order = ImmutableArray.CreateBuilder<int>(rank);
        for (var axis = 0; axis < rank; axis++)
        {
            if (!Sources.Contains(axis))
                order.Add(axis);
        }
        foreach (var axis in request.Order)
        {
            if (Sources[axis] >= 0)
                order.Add(Sources[axis]);
        }
        return request.With([.. axes], order.MoveToImmutable());
    }

    private ImmutableArray<int> LayoutOrder()
    {
        var added = Enumerable.Range(0, Sources.Length).Where(axis => Sources[axis] < 0);
        var taken = _input.Layout.Order.Where(source => Sources.Contains(source)).Select(source => Sources.IndexOf(source));
        return [.. added, .. taken];
    }
}
