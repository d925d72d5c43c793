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
        Span<long> digits = stackalloc long[request.Rank];
        Span<long> index = stackalloc long[request.Rank];
        for (var axis = 0; axis < request.Rank; axis++)
            index[axis] = request.Axes[axis][0];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = function(index);
            for (var k = request.Rank - 1; k >= 0; k--)
            {
                var axis = request.Order[k];
                digits[axis] = digits[axis] + 1 < request.Axes[axis].Count ? digits[axis] + 1 : 0;
                index[axis] = request.Axes[axis][digits[axis]];
                if (digits[axis] > 0)
                    break;
            }
        }
    }
}
