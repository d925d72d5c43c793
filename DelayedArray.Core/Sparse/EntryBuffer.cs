using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Reads the entries of a cursor one at a time, for cursors that merge several.</summary>
internal sealed class EntryBuffer<T>(SparseCursor<T> source) : IDisposable where T : unmanaged
{
    /// <summary>The position after the last entry.</summary>
    public const int End = int.MaxValue;

    /// <summary>Bytes that a buffer holds.</summary>
    public static long HeldBytes => SparseCursor<T>.StripLength * (long)(sizeof(int) + Unsafe.SizeOf<T>());

    private readonly int[] _positions = new int[SparseCursor<T>.StripLength];
    private readonly T[] _values = new T[SparseCursor<T>.StripLength];
    private int _next;
    private int _count;
    private bool _isDone;

    /// <summary>Position of the next entry, or <see cref="End"/>.</summary>
    public int Position => _next < _count || Fill() ? _positions[_next] : End;

    /// <summary>Takes the next entry.</summary>
    public T Take() => _values[_next++];

    public void Dispose() => source.Dispose();

    private bool Fill()
    {
        if (_isDone)
            return false;
        var strip = source.Next(_positions, _values);
        if (strip.Positions != (ReadOnlySpan<int>)_positions.AsSpan(0, strip.Count))
            strip.Positions.CopyTo(_positions);
        if (strip.Values != (ReadOnlySpan<T>)_values.AsSpan(0, strip.Count))
            strip.Values.CopyTo(_values);
        (_next, _count) = (0, strip.Count);
        _isDone = _count == 0;
        return !_isDone;
    }
}
