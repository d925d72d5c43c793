using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Consecutive rows of a block, or some of their columns. Each row has a value for each of some lanes.</summary>
/// <typeparam name="T">Element type of the array.</typeparam>
public readonly ref struct LaneRows<T> where T : unmanaged
{
    private readonly ReadOnlySpan<T> _values;
    private readonly long _position;
    private readonly long _stride;

    /// <summary>Describes consecutive rows.</summary>
    /// <param name="values">The rows, one after the other.</param>
    /// <param name="width">Values of a row, at least one.</param>
    /// <param name="position">The index of the first row's values among all that are reduced into their lane, in C order.</param>
    /// <param name="stride">The distance between the indices of consecutive rows.</param>
    public LaneRows(ReadOnlySpan<T> values, int width, long position, long stride)
        : this(values, width, width, position, stride) { }

    private LaneRows(ReadOnlySpan<T> values, int width, int pitch, long position, long stride)
    {
        _values = values;
        _position = position;
        _stride = stride;
        Width = width;
        Pitch = pitch;
        Count = values.Length / pitch;
    }

    /// <summary>The number of values of a row.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; private init; }

    /// <summary>The distance between the first values of consecutive rows, in elements.</summary>
    public int Pitch { get; }

    /// <summary>Gets a row.</summary>
    public ReadOnlySpan<T> this[int row] => _values.Slice(row * Pitch, Width);

    /// <summary>The values from the first to the last, including those of other columns.</summary>
    internal ReadOnlySpan<T> Values => _values;

    internal ref T First => ref MemoryMarshal.GetReference(_values);

    /// <summary>An index beyond the last row, counted from the first value.</summary>
    internal int End => Count * Pitch;

    /// <summary>The index of a row's values among all that are reduced into their lane.</summary>
    public long PositionOf(int row) => _position + (row * _stride);

    /// <summary>Takes some of the rows.</summary>
    public LaneRows<T> Slice(int row, int count) =>
        new(_values[(row * Pitch)..], Width, Pitch, PositionOf(row), _stride) { Count = count };

    /// <summary>Takes some columns of all rows.</summary>
    public LaneRows<T> Columns(int start, int count) => new(_values[start..], count, Pitch, _position, _stride) { Count = Count };

    /// <summary>Reinterprets the elements as another type of the same size.</summary>
    internal LaneRows<TBits> As<TBits>() where TBits : unmanaged =>
        new LaneRows<TBits>(MemoryMarshal.Cast<T, TBits>(_values), Pitch, _position, _stride).Slice(0, Count).Columns(0, Width);
}
