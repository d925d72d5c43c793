using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>Takes a selection along every axis, independently of each other (orthogonal indexing). Keeps the number of axes.</summary>
public sealed class Subset<T> : Node<T> where T : unmanaged
{
    private const int MaxCopied = 4096;

    private readonly Node<T> _input;

    private Subset(Node<T> input, EquatableArray<AxisSelection> axes)
        : base(ShapeOf(axes.Items), [input], axes)
    {
        _input = input;
        Selections = axes.Items;
        Time = input.Time;
        IsSparse = input.IsSparse;
        Layout = input.Layout with { Ticks = [.. input.Layout.Ticks.Select(TicksOf)] };
    }

    /// <summary>The selection along each axis.</summary>
    public ImmutableArray<AxisSelection> Selections { get; }

    /// <inheritdoc/>
    public override TimeType? Time { get; }

    /// <inheritdoc/>
    public override bool IsSparse { get; }

    /// <inheritdoc/>
    public override string Label => $"Subset[{string.Join(", ", Selections.Select(
        (axis, k) => axis.IsAll(_input.Shape[k]) ? ":" : axis.ToString()))}]";

    /// <summary>
    /// Selects. Returns the input if everything is taken. Merges nested subsets unless that is costly. Drops the parts of a concatenation
    /// that the selection misses.
    /// </summary>
    internal static Node<T> Of(Node<T> input, ImmutableArray<AxisSelection> axes)
    {
        if (input is Subset<T> inner && !inner.Selections.Where((axis, k) => IsLongWork(axis, axes[k])).Any())
            return Of(inner._input, [.. inner.Selections.Select((axis, k) => axis.Then(axes[k]))]);
        if (axes.Select((axis, k) => axis.IsAll(input.Shape[k])).All(all => all))
            return input;
        return input is Concatenate<T> parts && parts.Prune(axes) is { } pruned
            ? Of(pruned.Input, pruned.Axes)
            : new Subset<T>(input, new EquatableArray<AxisSelection>(axes));
    }

    // Taking a range from a long list would copy the list each time. Such ranges form a second subset above the list instead.
    private static bool IsLongWork(AxisSelection list, AxisSelection range) =>
        !list.IsRange && range.IsRange && range.Count > MaxCopied && !range.IsAll(list.Count);

    internal override void Ask(BlockRequest request, RequestSink inputs) => inputs(_input, Rewrite(request));

    internal override void Trace(Footprint footprint, FootprintSink inputs) => inputs(_input, footprint.Through(Selections));

    internal override Node WithInputs(ImmutableArray<Node> inputs)
    {
        var input = (Node<T>)inputs[0];
        var selected = Selections.Select((axis, k) => ((AxisIndex)axis).Resolve(k, input.Shape[k]));
        return Of(input, [.. selected]);
    }

    internal override BlockCursor<T> Open(BlockRequest request, BlockContext context) =>
        context.Open(_input, Rewrite(request));

    internal override SparseCursor<T> OpenSparse(BlockRequest request, BlockContext context) =>
        context.OpenSparse(_input, Rewrite(request));

    private BlockRequest Rewrite(BlockRequest request)
    {
        var axes = ImmutableArray.CreateBuilder<AxisSelection>(request.Rank);
        for (var axis = 0; axis < request.Rank; axis++)
            axes.Add(Selections[axis].Then(request.Axes[axis]));
        return request.With(axes.MoveToImmutable(), request.Order);
    }

    private AxisTicks TicksOf(AxisTicks ticks, int axis) =>
        Selections[axis].IsAll(ticks.Length) ? ticks : ticks.Select(Selections[axis]).ForDepth(Depth);

    private static Shape ShapeOf(ImmutableArray<AxisSelection> axes) => new([.. axes.Select(axis => axis.Count)]);
}
