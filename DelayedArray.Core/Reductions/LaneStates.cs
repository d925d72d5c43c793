using System.Buffers;

namespace DelayedArrays;

/// <summary>The states of one block's results, in a borrowed array, because a tall array has a great many blocks.</summary>
internal sealed class LaneStates<TState> where TState : unmanaged
{
    // Many states are best aligned to cache lines. For few states, a buffer is not worthwhile.
    private const int MinBytes = 16 * 1024;

    private readonly PooledBuffer? _buffer;
    private readonly TState[] _states = [];
    private readonly long[] _skipped = [];

    public unsafe LaneStates(int count, bool skips)
    {
        Count = count;
        if ((long)count * sizeof(TState) >= MinBytes)
            _buffer = BufferPool.Shared.Rent((long)count * sizeof(TState));
        else
            _states = ArrayPool<TState>.Shared.Rent(count);
        if (!skips)
            return;
        _skipped = ArrayPool<long>.Shared.Rent(count);
        Skipped.Clear();
    }

    public int Count { get; }

    public Span<TState> States => _buffer is null ? _states.AsSpan(0, Count) : _buffer.As<TState>();

    /// <summary>The number of values that each state has skipped; empty if none were.</summary>
    public Span<long> Skipped => _skipped.AsSpan(0, Math.Min(Count, _skipped.Length));

    public Span<long> SkippedBy(int lane, int count) => _skipped.Length == 0 ? [] : Skipped.Slice(lane, count);

    public void Return()
    {
        if (_skipped.Length > 0)
            ArrayPool<long>.Shared.Return(_skipped);
        if (_buffer is not null)
            _buffer.Dispose();
        else
            ArrayPool<TState>.Shared.Return(_states);
    }
}
