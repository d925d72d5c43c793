namespace DelayedArrays;

public abstract partial class DelayedArray
{
    /// <summary>Lists the deferred reductions that the array uses, each once and after those that it needs itself.</summary>
    public IReadOnlyList<IDeferredSeed> Deferred
    {
        get
        {
            var found = new List<IDeferredSeed>();
            var pending = new Stack<(IDeferredSeed Seed, bool InputsAreFound)>();
            var seen = new HashSet<ISeed>(ReferenceEqualityComparer.Instance);
            Visit(this);
            while (pending.TryPop(out var next))
            {
                if (next.InputsAreFound)
                {
                    found.Add(next.Seed);
                }
                else if (seen.Add(next.Seed))
                {
                    pending.Push((next.Seed, true));
                    Visit(next.Seed.Source);
                }
            }
            return found;

            void Visit(DelayedArray array)
            {
                foreach (var seed in array.Seeds.OfType<IDeferredSeed>().Reverse())
                    pending.Push((seed, false));
            }
        }
    }

    /// <summary>Computes <see cref="Deferred"/> reductions now. An evaluation does so by itself.</summary>
    public void Prepare(ExecutionOptions? options = null)
    {
        foreach (var seed in Deferred)
            seed.Compute(options ?? ExecutionOptions.Default);
    }
}
