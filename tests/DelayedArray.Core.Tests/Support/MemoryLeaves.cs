namespace DelayedArrays.Tests;

/// <summary>Leaves of every kind that needs no file: memory, functions, chunks decoded whole or into rows, memory that is spoiled.</summary>
internal sealed class MemoryLeaves : Leaves
{
    protected override (ISeed<T> Seed, Dense<T> Naive) MakeStored<T>(Random random, long[] shape, Func<Random, T> value)
    {
        var (memory, naive) = base.MakeStored(random, shape, value);
        long[] chunks = [.. shape.Select(length => random.NextInt64(1, Math.Max(length, 1) + 3))];
        return (random.Next(10) switch
        {
            < 3 => memory,
            < 5 => new FunctionSeed<T>(new Shape(shape), index => naive[index.ToArray()]),
            5 => new FickleSeed<T>(naive),
            < 8 => new CountingSeed<T>(naive, chunks),
            _ => new RowCountingSeed<T>(naive, chunks),
        }, naive);
    }
}
