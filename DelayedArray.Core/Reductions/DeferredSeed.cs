using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>The results of reducing another array. They are computed when they are first needed.</summary>
internal sealed class DeferredSeed<T>(
    string description, DelayedArray source, Shape shape, Func<ExecutionOptions, Tensor<T>> compute) : ISeed<T>, IDeferredSeed
    where T : unmanaged
{
    private readonly Lock _gate = new();
    private volatile MemorySeed<T>? _values;

    public DelayedArray Source => source;

    public Shape Shape => shape;

    public Shape? ChunkShape => null;

    public bool IsSparse => false;

    public bool IsInMemory => true;

    public string Description => description;

    public string? Path => null;

    public void Compute(ExecutionOptions options)
    {
        if (_values is not null)
            return;
        lock (_gate)
            _values ??= new MemorySeed<T>(compute(options with { Report = null }).Flat().ToArray(), shape);
    }

    public BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        Compute(ExecutionOptions.Default);
        return _values!.Open(request, context);
    }

    public void Plan(BlockRequest request, ReadPlan plan) { }
}
