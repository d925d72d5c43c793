namespace DelayedArrays.Tests;

public sealed class SeedConformanceTests : SeedConformance
{
    protected override IEnumerable<SeedForm> Forms =>
    [
        new("memory", (x, _) => Delayed.FromMemory(x.ToArray(), x.Shape)),
        new("a function", (x, _) => FromDense(x, values => new FunctionSeed<int>(x.Shape, at => values[at.ToArray()]))),
        new("memory handed up by turns", (x, _) => FromDense(x, values => new FickleSeed<int>(values))),
        new("chunks", (x, _) => FromDense(x, values => new CountingSeed<int>(values, Thirds(x.Shape)))),
        new("chunks by rows", (x, _) => FromDense(x, values => new RowCountingSeed<int>(values, Thirds(x.Shape)))),
    ];

    private static DelayedArray<int> FromDense(DelayedArray<int> x, Func<Dense<int>, ISeed<int>> seed) =>
        Delayed.FromSeed(seed(new Dense<int>(x.ToArray(), x.Shape.ToArray())));

    private static long[] Thirds(Shape shape) => [.. shape.Select(length => (length / 3) + 1)];
}
