namespace DelayedArrays.Testing;

/// <summary>Hands out the same seeds in the same order each time a tree is built, so that the trees can be equal.</summary>
internal sealed class SeedBank(Leaves leaves)
{
    private readonly List<object> _made = [];
    private int _next;

    public Leaves Leaves => leaves;

    public void Rewind() => _next = 0;

    public Twin<T> Next<T>(Random random, long[] shape, Func<Random, T> value) where T : unmanaged
    {
        if (_next == _made.Count)
            _made.Add(leaves.Make(random, shape, value));
        var (seed, naive) = ((ISeed<T>, Dense<T>))_made[_next++];
        return new Twin<T>(Delayed.FromSeed(seed), naive);
    }
}
