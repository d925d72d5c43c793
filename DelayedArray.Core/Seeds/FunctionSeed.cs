namespace DelayedArrays;

/// <summary>An array computed from its indices. The function must always give the same value and be safe to call from many
/// threads.</summary>
public sealed class FunctionSeed<T>(Shape shape, ElementFunction<T> function) : ISeed<T> where T : unmanaged
{
    /// <inheritdoc/>
    public Shape Shape => shape;

    /// <inheritdoc/>
    public Shape? ChunkShape => null;

    /// <inheritdoc/>
    public bool IsSparse => false;

    /// <inheritdoc/>
    public bool IsInMemory => true;

    /// <inheritdoc/>
    public string Description => "Function";

    /// <inheritdoc/>
    public string? Path => null;

    /// <inheritdoc/>
    public unsafe void Plan(BlockRequest request, ReadPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.AddBuffer((long)request.Count * sizeof(T));
    }

    /// <inheritdoc/>
    public BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var buffer = context.Rent<T>(request.Count);
        Fill(request, buffer.As<T>());
        return new BufferCursor<T>(buffer);
    }

    private void Fill(BlockRequest request, Span<T> values)
    {
        if (request.Rank == 0)
        {
            values[0] = function([]);
            return;
        }
        Span<long> index = stackalloc long[request.Rank];
        var fastest = request.Order[^1];
        var run = request.Axes[fastest];
        var next = 0;
        long[] lengths = [.. request.Order.Take(request.Rank - 1).Select(axis => request.Axes[axis].Count)];
        foreach (var outer in new Odometer(lengths))
        {
            for (var k = 0; k < outer.Length; k++)
                index[request.Order[k]] = request.Axes[request.Order[k]][outer[k]];
            for (var i = 0L; i < run.Count; i++)
            {
                index[fastest] = run[i];
                values[next++] = function(index);
            }
        }
    }
}
