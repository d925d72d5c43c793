namespace DelayedArrays;

/// <summary>A seed whose values are computed by a pass of their own before they are needed.</summary>
internal interface IDeferred
{
    /// <summary>The array that has to be read for the values.</summary>
    DelayedArray Source { get; }

    /// <summary>Computes the values, if that has not been done.</summary>
    void Compute(ExecutionOptions options);
}

/// <summary>Values such as row sums, which an expression uses as an array.</summary>
internal sealed class DeferredSeed<T>(
    string description, DelayedArray source, Shape shape, Func<ExecutionOptions, T[]> compute) : ISeed<T>, IDeferred where T : unmanaged
{
    private readonly Lock _gate = new();
    private MemorySeed<T>? _values;

    public DelayedArray Source => source;

    public Shape Shape => shape;

    public Shape? ChunkShape => null;

    public bool IsSparse => false;

    public bool IsInMemory => true;

    public string Description => description;

    public string? Path => null;

    public void Compute(ExecutionOptions options)
    {
        lock (_gate)
            _values ??= new MemorySeed<T>(compute(options), shape);
    }

    public BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        if (_values is null)
            Compute(ExecutionOptions.Default);
        return _values!.Open(request, context);
    }

    public void Plan(BlockRequest request, ReadPlan plan) { }
}

/// <summary>Finds and computes what an expression defers.</summary>
internal static class Deferred
{
    /// <summary>The deferred values of an array, those they depend on first.</summary>
    public static IEnumerable<IDeferred> Of(DelayedArray array)
    {
        foreach (var seed in array.Seeds.OfType<IDeferred>())
        {
            foreach (var below in Of(seed.Source))
                yield return below;
            yield return seed;
        }
    }

    public static void Compute(DelayedArray array, ExecutionOptions options)
    {
        foreach (var deferred in Of(array))
            deferred.Compute(options);
    }
}
