namespace DelayedArrays.Tests;

/// <summary>
/// Makes trees at random: starting from a leaf, each step puts an operation on what was made before, mostly on the latest, often
/// together with something made earlier. The same number gives the same tree.
/// </summary>
internal sealed class RandomGraph
{
    private const int MostElements = 2500;
    private const int MostAxes = 6;
    private readonly SeedBank _bank;
    private readonly List<Twin> _made = [];

    private RandomGraph(int number, SeedBank bank)
    {
        Random = new Random(number);
        _bank = bank;
    }

    public Random Random { get; }

    public static Twin Grow(int number, SeedBank bank)
    {
        bank.Rewind();
        var tree = new RandomGraph(number, bank);
        tree._made.Add(tree.Leaf());
        var steps = tree.Random.Next(0, 13);
        for (var step = 0; step < steps; step++)
            tree._made.Add(tree.Step(tree.Pick()));
        return tree._made[^1];
    }

    public static bool Fits(params long[] shape) =>
        shape.Length <= MostAxes && shape.Aggregate(1L, (product, length) => product * length) <= MostElements;

    public T OneOf<T>(params ReadOnlySpan<T> choices) => choices[Random.Next(choices.Length)];

    public bool Chance(int percent) => Random.Next(100) < percent;

    public TSeed Seed<TSeed>(Func<Random, TSeed> make) where TSeed : class
    {
        var seed = Random.Next();
        return _bank.Next(() => make(new Random(seed)));
    }

    /// <summary>Something made before, mostly of late, as an array of the type wanted.</summary>
    public Twin<T> Earlier<T>() where T : unmanaged
    {
        var twin = Pick();
        return twin as Twin<T> ?? (Twin<T>)Kit.Of(twin.Type).Cast(twin, ElementTypes.Of<T>());
    }

    public Twin<T> Leaf<T>(long[] shape) where T : unmanaged => (Twin<T>)Kit.Of(ElementTypes.Of<T>()).Leaf(this, shape);

    public long[] Shape()
    {
        if (Chance(8))
            return Chance(50) ? [Random.Next(500, 1500)] : OneOf<long[]>([2, Random.Next(400, 700)], [Random.Next(300, 700), 3]);
        while (true)
        {
            var shape = new long[Random.Next(6)];
            for (var axis = 0; axis < shape.Length; axis++)
                shape[axis] = Chance(2) ? 0 : Chance(15) ? 1 : Chance(10) ? Random.Next(8, 40) : Random.Next(2, 8);
            if (Fits(shape))
                return shape;
        }
    }

    private Twin Leaf() => Kit.Of((ElementType)Random.Next(12)).Leaf(this, Shape());

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
