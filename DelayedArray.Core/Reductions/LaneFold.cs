using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// Folds rows of a block, one value into each of several lanes. The memory of lanes is laid out for vectors, unlike an array of states. A
/// reducer makes one of these for each block that it folds in this way. The lanes then become states.
/// </summary>
/// <typeparam name="T">Element type of the array.</typeparam>
/// <typeparam name="TState">What the reducer knows of some values.</typeparam>
public abstract class LaneFold<T, TState> : IDisposable where T : unmanaged where TState : unmanaged
{
    private readonly PooledBuffer _buffer;
    private readonly int _count;
    private int _begun;

    /// <summary>Creates the lanes.</summary>
    /// <param name="count">The number of lanes.</param>
    /// <param name="bytes">Bytes of each lane.</param>
    protected LaneFold(int count, int bytes)
    {
        _count = count;
        _buffer = BufferPool.Shared.Rent((long)count * bytes);
    }

    /// <summary>The number of lanes that have values.</summary>
    protected int Begun => _begun;

    /// <summary>
    /// Folds rows, which have a value for each of some lanes. Lanes get their first values in ascending order. A call gives either first
    /// values to all of its lanes or to none.
    /// </summary>
    /// <param name="lane">The first of the lanes.</param>
    /// <param name="rows">The rows.</param>
    public void Fold(int lane, LaneRows<T> rows)
    {
        if (lane < _begun)
        {
            FoldNext(lane, rows);
            return;
        }
        _begun = lane + rows.Width;
        FoldFirst(lane, rows[0], rows.PositionOf(0));
        if (rows.Count > 1)
            FoldNext(lane, rows.Slice(1, rows.Count - 1));
    }

    /// <summary>Converts the lanes to states, which must be empty before.</summary>
    public abstract void CopyTo(Span<TState> states);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Folds the first values of lanes.</summary>
    protected abstract void FoldFirst(int lane, ReadOnlySpan<T> values, long position);

    /// <summary>Folds further values of lanes, at least one row.</summary>
    protected abstract void FoldNext(int lane, LaneRows<T> rows);

    /// <summary>A part of the memory, as one number for each lane.</summary>
    /// <param name="start">The number of bytes of a lane before that part.</param>
    protected Span<TNumber> Plane<TNumber>(int start) where TNumber : unmanaged =>
        MemoryMarshal.Cast<byte, TNumber>(_buffer.Bytes[(start * _count)..])[.._count];

    /// <summary>Gives the memory back.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _buffer.Dispose();
    }
}
