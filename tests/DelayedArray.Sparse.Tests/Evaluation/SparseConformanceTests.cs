namespace DelayedArrays.Tests;

public sealed class SparseSeedConformanceTests : SeedConformance
{
    protected override IEnumerable<SeedForm> Forms =>
    [
        new("rows in memory", (x, _) => x.ToSparse(SparseLayout.Csr).AsDelayed()) { Rank = 2 },
        new("columns in memory", (x, _) => x.ToSparse(SparseLayout.Csc).AsDelayed()) { Rank = 2 },
    ];
}

public sealed class SparseNodeConformanceTests : NodeConformance
{
    private protected override IEnumerable<Func<Dense<int>, DelayedArray<int>>> Leaves =>
    [
        values => Array(values).ToSparse(SparseLayout.Csr).AsDelayed(),
        values => Array(values).ToSparse(SparseLayout.Csc).AsDelayed(),
    ];

    private protected override IEnumerable<NodeForm> Forms =>
    [
        new("unary", x => -x, x => x.Map(a => -a)),
        new("with a number", x => x * 3, x => x.Map(a => a * 3)),
        new("no longer sparse", x => 7 - x, x => x.Map(a => 7 - a)),
        new("sum", x => x + x.Square(), x => x.Map(a => a + (a * a))),
        new("product", x => x * (x + 2), x => x.Map(a => a * (a + 2))),
        new("ternary", x => (x > 3).Where(x, -x), x => x.Map(a => a > 3 ? a : -a)),
        new("cast", x => x.Cast<double>().Cast<int>(), x => x),
        new("permute", x => x.Transpose(), x => x.Permute([1, 0])),
        new("broadcast", x => x.ExpandDims(0).BroadcastTo([3, .. x.Shape]), x => x.BroadcastTo([3, .. x.Shape])),
        new("concatenate", x => Delayed.Concatenate(0, x, x * 2), x => Dense<int>.Concatenate(0, [x, x.Map(a => a * 2)])),
    ];
}
