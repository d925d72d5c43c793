namespace DelayedArrays;

/// <summary>The non-zero elements of one block: their positions in the block's memory order, ascending, and their values.</summary>
public sealed class SparseBlock<T> : IDisposable where T : unmanaged
{
    /// <summary>The most entries that <see cref="Collect"/> keeps.</summary>
    internal const int MaxCollected = 1024 * 1024;

    private readonly PooledBuffer _positions;
    private readonly PooledBuffer _values;

    /// <summary>Creates a block with memory for entries, to be filled.</summary>
    /// <param name="capacity">The most entries it can hold.</param>
    /// <param name="context">Lends the memory.</param>
    public SparseBlock(int capacity, BlockContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _positions = context.Rent<int>(capacity);
        try
        {
            _values = context.Rent<T>(capacity);
        }
        catch
        {
            _positions.Dispose();
            throw;
        }
        Count = capacity;
    }

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>Positions of the entries in the block, ascending.</summary>
    public Span<int> Positions => _positions.As<int>()[..Count];

    /// <summary>Values of the entries.</summary>
    public Span<T> Values => _values.As<T>()[..Count];

    /// <summary>Shortens the block to its first entries.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The block has fewer entries.</exception>
    public void Truncate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        Count = count;
    }

    /// <summary>Evaluates entries into memory. Returns null if there are more than <see cref="MaxCollected"/>.</summary>
    internal static SparseBlock<T>? Collect(SparseCursor<T> cursor, BlockContext context)
    {
        using var positions = context.SparseStrips.Rent<int>(SparseCursor<T>.StripLength);
        using var values = context.SparseStrips.Rent<T>(SparseCursor<T>.StripLength);
        var block = new SparseBlock<T>(SparseCursor<T>.StripLength, context);
        var (count, isWhole) = (0, false);
        try
        {
            while (cursor.Next(positions.Span, values.Span) is { Count: > 0 } strip)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                if (count + strip.Count > MaxCollected)
                    return null;
                if (count + strip.Count > block.Count)
                    block = block.Grown(count, context);
                strip.Positions.CopyTo(block.Positions[count..]);
                strip.Values.CopyTo(block.Values[count..]);
                count += strip.Count;
            }
            block.Truncate(count);
            isWhole = true;
            return block;
        }
        finally
        {
            if (!isWhole)
                block.Dispose();
        }
    }

    private SparseBlock<T> Grown(int count, BlockContext context)
    {
        var larger = new SparseBlock<T>(2 * Count, context);
        Positions[..count].CopyTo(larger.Positions);
        Values[..count].CopyTo(larger.Values);
        Dispose();
        return larger;
    }

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        _positions.Dispose();
        _values.Dispose();
    }
}
