namespace DelayedArrays.Tests;

public sealed class NodeConformanceTests : NodeConformance
{
    private protected override IEnumerable<Func<Dense<int>, DelayedArray<int>>> Leaves =>
    [
        Array,
        values => Delayed.FromSeed(new FickleSeed<int>(values)),
        values => Delayed.FromSeed(new CountingSeed<int>(values, 5, 3)),
    ];

    private protected override IEnumerable<NodeForm> Forms =>
    [
        new("unary", x => -x, x => x.Map(a => -a)),
        new("with a number", x => 7 - x, x => x.Map(a => 7 - a)),
        new("function", x => x.Map(Halved), x => x.Map(Halved)),
        new("binary", x => x * (x + 2), x => x.Map(a => a * (a + 2))),
        new("binary with its own first row", x => x + x[Selection.Slice(0, 1), ..], x => x.Zip(Rows(x, 0, 1, 1), (a, first) => a + first)),
        new("ternary", x => (x > 3).Where(x, -x), x => x.Map(a => a > 3 ? a : -a)),
        new("cast", x => x.Cast<double>().Cast<int>(), x => x),
        new("subset", x => x[Selection.Slice(step: -2), ..], x => Rows(x, null, null, -2)),
        new("permute", x => x.Transpose(), x => x.Permute([1, 0])),
        new("new axis", x => x.ExpandDims(1), x => x.Expand(1)),
        new("broadcast", x => x.ExpandDims(0).BroadcastTo([3, .. x.Shape]), x => x.BroadcastTo([3, .. x.Shape])),
        new("concatenate", x => Delayed.Concatenate(0, x, x * 2), x => Dense<int>.Concatenate(0, [x, x.Map(a => a * 2)])),
    ];

    private static int Halved(int value) => value / 2;

    private static Dense<int> Rows(Dense<int> x, long? start, long? stop, long step) =>
        x.Subset([RandomSelections.PythonSlice(start, stop, step, x.Shape[0]), RandomSelections.Sequence(0, x.Shape[1], 1)]);
}
