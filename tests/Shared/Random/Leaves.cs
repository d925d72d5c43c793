namespace DelayedArrays.Testing;

/// <summary>Makes the leaves of random trees: arrays in memory here, arrays held in other ways in derived classes.</summary>
internal class Leaves
{
    /// <summary>The largest number of operations of a tree.</summary>
    public virtual int MaxSteps => 12;

    /// <summary>The shape of a tree's first leaf.</summary>
    public virtual long[] Shape(Random random)
    {
        if (random.Next(100) < 8)
        {
            return random.Next(4) < 2 ? [random.Next(500, 1500)]
                : random.Next(2) == 0 ? [2, random.Next(400, 700)] : [random.Next(300, 700), 3];
        }
        while (true)
        {
            var shape = new long[random.Next(6)];
            for (var axis = 0; axis < shape.Length; axis++)
                shape[axis] = Length(random);
            if (RandomGraph.Fits(shape))
                return shape;
        }
    }

    /// <summary>A seed of random values, one in ten of them of the same value throughout, and the values it has.</summary>
    public (ISeed<T> Seed, Dense<T> Naive) Make<T>(Random random, long[] shape, Func<Random, T> value) where T : unmanaged
    {
        if (random.Next(10) > 0)
            return MakeStored(random, shape, value);
        var constant = random.Next(4) == 0 ? default : value(random);
        return (new ConstantSeed<T>(constant, new Shape(shape)), Dense<T>.Build(shape, _ => constant));
    }

    protected virtual (ISeed<T> Seed, Dense<T> Naive) MakeStored<T>(Random random, long[] shape, Func<Random, T> value) where T : unmanaged
    {
        var naive = Dense<T>.Build(shape, _ => value(random));
        return (new MemorySeed<T>(naive.Values, new Shape(shape)), naive);
    }

    private static long Length(Random random) => random.Next(100) switch
    {
        < 2 => 0,
        < 17 => 1,
        < 27 => random.Next(8, 40),
        _ => random.Next(2, 8),
    };
}
