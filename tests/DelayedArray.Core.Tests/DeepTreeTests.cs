namespace DelayedArrays.Tests;

/// <summary>Trees of tens of thousands of nodes: no stack overflow, no quadratic or exponential time.</summary>
public class DeepTreeTests
{
    private const int Nodes = 20_000;
    private static readonly DelayedArray<double> Start = Delayed.FromMemory([1.0, 2, 3], 3);

    public static TheoryData<string> Shapes() => ["unary", "left", "right", "shapes", "ternary"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_long_chain_is_built_evaluated_printed_and_compared(string kind)
    {
        Exception? failure = null;
        // A stack on which nothing that recurses along the chain comes far.
        var thread = new Thread(() => failure = Record.Exception(() => Check(kind)), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static void Check(string kind)
    {
        var chain = Build(kind);
        Assert.Equal(Expected(kind), chain.ToArray());
        Assert.Equal(Expected(kind).Sum(), chain.Sum());
        Assert.Equal(chain.Root, Build(kind).Root);
        Assert.Equal(chain.Root.GetHashCode(), Build(kind).Root.GetHashCode());
        Assert.Contains("float64", chain.ToTree(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_used_twice_sixty_times_over_is_evaluated_once()
    {
        var x = Start;
        for (var i = 0; i < 60; i++)
            x = (x + x) * 0.5;
        Assert.Equal([1, 2, 3], x.ToArray());
        Assert.Contains("(see #1)", x.ToTree(), StringComparison.Ordinal);
    }

    private static DelayedArray<double> Build(string kind)
    {
        var x = Start;
        for (var i = 0; i < Nodes; i++)
        {
            x = kind switch
            {
                "unary" => x + 1,
                "left" => x + Start,
                "right" => Start - x,
                "shapes" => i % 2 == 0 ? (-x)[Selection.Slice(step: -1)] : x.ExpandDims(0).Square().Sqrt().Squeeze(),
                _ => x.MultiplyAdd(Start, Start),
            };
            if (kind == "ternary" && i % 2 == 1)
                x = x.Minimum(2);
        }
        return x;
    }

    private static double[] Expected(string kind) => kind switch
    {
        "unary" => [Nodes + 1, Nodes + 2, Nodes + 3],
        "left" => [Nodes + 1, (Nodes * 2) + 2, (Nodes * 3) + 3],
        "right" or "shapes" => [1, 2, 3],
        _ => [2, 2, 2],
    };
}
