namespace DelayedArrays;

/// <summary>The non-zero elements of one block: their positions in the block's memory order, ascending, and their values.</summary>
public sealed class SparseBlock<T> : IDisposable where T : unmanaged
{
    private readonly PooledBuffer _positions;
    private readonly PooledBuffer _values;

    /// <summary>Creates a block with room for entries, to be filled.</summary>
    /// <param name="capacity">Most entries.</param>
    /// <param name="context">Lends the memory.</param>
    public SparseBlock(int capacity, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _positions = context.Rent<int>(capacity);
        _values = context.Rent<T>(capacity);
        Count = capacity;
    }

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>Positions of the entries in the block, ascending.</summary>
    public Span<int> Positions => _positions.As<int>()[..Count];

    /// <summary>Values of the entries.</summary>
    public Span<T> Values => _values.As<T>()[..Count];

    /// <summary>Keeps the first entries.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public void Truncate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        Count = count;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _positions.Dispose();
        _values.Dispose();
    }
}
