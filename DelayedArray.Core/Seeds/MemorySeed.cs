namespace DelayedArrays;

/// <summary>An array in memory, in C order. The memory is not copied and must not change while the array is in use.</summary>
public sealed class MemorySeed<T> : ISeed<T> where T : unmanaged
{
    private readonly ReadOnlyMemory<T> _values;
    private readonly long[] _strides;

    /// <summary>Creates a seed over values in C order.</summary>
    /// <exception cref="ShapeMismatchException">The number of values does not match the shape.</exception>
    public MemorySeed(ReadOnlyMemory<T> values, Shape shape)
    {
        if (values.Length != shape.Count)
            throw new ShapeMismatchException($"{values.Length} values do not fill the shape {shape} of {shape.Count} elements");
        _ = ElementTypes.Of<T>();
        _values = values;
        _strides = shape.Strides();
        Shape = shape;
    }

    /// <inheritdoc/>
    public Shape Shape { get; }

    /// <inheritdoc/>
    public Shape? ChunkShape => null;

    /// <inheritdoc/>
    public bool IsSparse => false;

    /// <inheritdoc/>
    public bool IsInMemory => true;

    /// <inheritdoc/>
    public string Description => "Memory";

    /// <inheritdoc/>
    public string? Path => null;

    internal ReadOnlyMemory<T> Values => _values;

    /// <inheritdoc/>
    public BlockCursor<T> Open(BlockRequest request, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (StartOfRun(request) is { } start)
            return new RunCursor(_values.Slice((int)start, request.Count));
        var buffer = context.Rent<T>(request.Count);
        StridedCopy.Copy(_values.Span, buffer.As<T>(), Axes(request));
        return new BufferCursor<T>(buffer);
    }

    /// <inheritdoc/>
    public unsafe void Plan(BlockRequest request, ReadPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (StartOfRun(request) is null)
            plan.AddBuffer((long)request.Count * sizeof(T));
    }

    private CopyAxis[] Axes(BlockRequest request)
    {
        var axes = new CopyAxis[request.Rank];
        var stride = 1L;
        for (var k = request.Rank - 1; k >= 0; k--)
        {
            var axis = request.Order[k];
            axes[k] = CopyAxis.Of(request.Axes[axis], _strides[axis], stride);
            stride *= request.Axes[axis].Count;
        }
        return axes;
    }

    /// <summary>Finds where the block starts if its elements are consecutive values; otherwise null.</summary>
    private long? StartOfRun(BlockRequest request)
    {
        var (start, expected) = (0L, 1L);
        for (var k = request.Rank - 1; k >= 0; k--)
        {
            var axis = request.Axes[request.Order[k]];
            start += axis.Start * _strides[request.Order[k]];
            if (axis.Count == 1)
                continue;
            if (!axis.IsContiguous || _strides[request.Order[k]] != expected)
                return null;
            expected *= axis.Count;
        }
        return start;
    }

    private sealed class RunCursor(ReadOnlyMemory<T> run) : BlockCursor<T>
    {
        public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch) => run.Span.Slice(offset, scratch.Length);

        internal override ReadOnlySpan<T> Held(int offset, int length) => run.Span.Slice(offset, length);
    }
}
