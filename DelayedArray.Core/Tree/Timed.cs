using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>Marks integers as dates or durations, or removes the mark. Changes neither values nor requests.</summary>
internal sealed class Timed : Node<long>
{
    private readonly Node<long> _input;

    private Timed(Node<long> input, TimeType? time) : base(input.Shape, [input], (object?)time ?? "integers")
    {
        _input = input;
        Time = time;
        Layout = input.Layout;
        IsSparse = input.IsSparse;
    }

    /// <inheritdoc/>
    public override TimeType? Time { get; }

    /// <inheritdoc/>
    public override bool IsSparse { get; }

    /// <inheritdoc/>
    public override string Label => Time is { } time ? $"As({time})" : "AsIntegers";

    /// <summary>Sets the meaning of integers. Returns the input if it already has that meaning.</summary>
    public static Node<long> Of(Node<long> input, TimeType? time)
    {
        if (input.Time == time)
            return input;
        return input is Timed timed ? Of(timed._input, time) : new Timed(input, time);
    }

    internal override void Ask(BlockRequest request, RequestSink inputs) => inputs(_input, request);

    internal override Node WithInputs(ImmutableArray<Node> inputs) => Of((Node<long>)inputs[0], Time);

    internal override BlockCursor<long> Open(BlockRequest request, BlockContext context) => context.Open(_input, request);

    internal override SparseCursor<long> OpenSparse(BlockRequest request, BlockContext context) => context.OpenSparse(_input, request);
}
