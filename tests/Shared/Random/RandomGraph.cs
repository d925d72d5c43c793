using Xunit.Sdk;

namespace DelayedArrays.Testing;

/// <summary>
/// Makes trees at random: starting from a leaf, each step puts an operation on what was made before, mostly on the latest, often
/// together with something made earlier. The same number gives the same tree.
/// </summary>
internal sealed class RandomGraph
{
    private const int MaxElements = 2500;
    private const int MaxAxes = 6;
    private readonly SeedBank _bank;
    private readonly List<Twin> _made = [];

    private RandomGraph(int number, SeedBank bank)
    {
        Random = new Random(number);
        _bank = bank;
    }

    public Random Random { get; }

    /// <summary>The tree of a number.</summary>
    /// <param name="number">Which tree.</param>
    /// <param name="bank">Makes its seeds.</param>
    /// <param name="type">The element type of the first leaf; any if it is null.</param>
    public static Twin Grow(int number, SeedBank bank, ElementType? type = null)
    {
        bank.Rewind();
        var tree = new RandomGraph(number, bank);
        var kit = Kit.Of(type ?? (ElementType)tree.Random.Next(12));
        tree._made.Add(kit.Leaf(tree, bank.Leaves.Shape(tree.Random)));
        var steps = tree.Random.Next(bank.Leaves.MaxSteps + 1);
        for (var step = 0; step < steps; step++)
            tree._made.Add(tree.Step(tree.Pick()));
        return tree._made[^1];
    }

    /// <summary>Grows a tree and checks something of it. Where that fails, the message has the tree.</summary>
    public static void InTree(int number, SeedBank bank, ElementType? type, Action<Twin> check)
    {
        var tree = "(not built)";
        try
        {
            var twin = Grow(number, bank, type);
            tree = twin.Lazy.ToTree();
            check(twin);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new XunitException($"random tree {number}: {exception.Message}\n{tree}", exception);
        }
    }

    public static bool Fits(params long[] shape) =>
        shape.Length <= MaxAxes && shape.Aggregate(1L, (product, length) => product * length) <= MaxElements;

    public bool Chance(int percent) => Random.Next(100) < percent;

    public Twin<T> Leaf<T>(long[] shape, Func<Random, T> value) where T : unmanaged => _bank.Next(new Random(Random.Next()), shape, value);

    /// <summary>Something made before, mostly of late, as an array of the type wanted.</summary>
    public Twin<T> Earlier<T>() where T : unmanaged
    {
        var twin = Pick();
        return twin as Twin<T> ?? (Twin<T>)Kit.Of(twin.Type).Cast(twin, ElementTypes.Of<T>());
    }

    public Twin<T> Leaf<T>(long[] shape) where T : unmanaged => (Twin<T>)Kit.Of(ElementTypes.Of<T>()).Leaf(this, shape);

    private Twin Pick() => Chance(70) ? _made[^1] : _made[Random.Next(_made.Count)];

    private Twin Step(Twin x)
    {
        var kit = Kit.Of(x.Type);
        return Random.Next(100) switch
        {
            < 45 => kit.Structural(this, x) ?? Step(x),
            < 55 => kit.Cast(x, (ElementType)Random.Next(12)),
            < 70 => kit.Unary(this, x),
            < 92 => kit.Binary(this, x) ?? Step(x),
            _ => kit.Ternary(this, x) ?? Step(x),
        };
    }
}
