using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// The indices taken along one axis: a range with a step (which may be negative), or a list in any order and with repeats. Lists that form
/// ranges are stored as ranges, so equal selections compare equal.
/// </summary>
public readonly struct AxisSelection : IEquatable<AxisSelection>
{
    private readonly ImmutableArray<long> _list;

    private AxisSelection(long start, long count, long step, ImmutableArray<long> list)
    {
        Start = start;
        Count = count;
        Step = step;
        _list = list;
    }

    /// <summary>Number of indices taken.</summary>
    public long Count { get; }

    /// <summary>The first index.</summary>
    public long Start { get; }

    /// <summary>Distance between the indices of a range; 0 for a list.</summary>
    public long Step => field == 0 && IsRange ? 1 : field;

    /// <summary>Whether this is a range; otherwise it is a list.</summary>
    public bool IsRange => _list.IsDefault;

    /// <summary>Whether this is a range with step 1.</summary>
    public bool IsContiguous => IsRange && Step == 1;

    /// <summary>Gets the index at position <paramref name="i"/> of the selection.</summary>
    public long this[long i] => IsRange ? Start + (i * Step) : _list[(int)i];

    /// <summary>The indices of a list; empty for a range.</summary>
    public ReadOnlySpan<long> Indices => _list.AsSpan();

    /// <summary>Takes <paramref name="count"/> indices, beginning at <paramref name="start"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index would be negative, or the step is 0.</exception>
    public static AxisSelection Range(long start, long count, long step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfZero(step);
        if (count <= 1)
            step = 1;
        if (count > 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(start);
            if (checked(start + ((count - 1) * step)) < 0)
                throw new ArgumentOutOfRangeException(nameof(count), count, "the range would pass below index 0");
        }
        return new AxisSelection(count == 0 ? 0 : start, count, step, default);
    }

    /// <summary>Takes all indices of an axis of the given length.</summary>
    public static AxisSelection All(long length) => new(0, length, 1, default);

    /// <summary>Takes the given indices in the given order. Repeats are allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative.</exception>
    public static AxisSelection List(ImmutableArray<long> indices)
    {
        foreach (var index in indices)
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
        if (indices.Length <= 1)
            return Range(indices.Length == 0 ? 0 : indices[0], indices.Length);
        var step = indices[1] - indices[0];
        if (step != 0 && IsProgression(indices.AsSpan(), step))
            return new AxisSelection(indices[0], indices.Length, step, default);
        return new AxisSelection(indices[0], indices.Length, 0, indices);
    }

    /// <summary>Whether this takes every index of an axis of the given length, in order.</summary>
    public bool IsAll(long length) => IsContiguous && Start == 0 && Count == length;

    /// <summary>Composes two selections: applies <paramref name="inner"/> to the result of this one.</summary>
    public AxisSelection Then(AxisSelection inner)
    {
        if (inner.Count == 0)
            return new AxisSelection(0, 0, 1, default);
        if (inner.IsAll(Count))
            return this;
        if (IsRange && inner.IsRange)
            return Range(Start + (inner.Start * Step), inner.Count, Step * inner.Step);
        var indices = new long[inner.Count];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = this[inner[i]];
        return List([.. indices]);
    }

    /// <summary>Finds the smallest and the largest index. The selection must not be empty.</summary>
    public (long Minimum, long Maximum) Bounds()
    {
        if (IsRange)
        {
            var last = this[Count - 1];
            return Step > 0 ? (Start, last) : (last, Start);
        }
        long minimum = long.MaxValue, maximum = long.MinValue;
        foreach (var index in _list)
        {
            minimum = Math.Min(minimum, index);
            maximum = Math.Max(maximum, index);
        }
        return (minimum, maximum);
    }

    /// <summary>Whether both take the same indices in the same order.</summary>
    public bool Equals(AxisSelection other) =>
        Count == other.Count && Start == other.Start && Step == other.Step && IsRange == other.IsRange
        && (IsRange || _list == other._list || _list.AsSpan().SequenceEqual(other._list.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AxisSelection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Start);
        hash.Add(Count);
        hash.Add(Step);
        if (!IsRange)
        {
            hash.Add(_list[_list.Length / 2]);
            hash.Add(_list[^1]);
        }
        return hash.ToHashCode();
    }

    /// <summary>Formats the selection as in Python: <c>start:stop:step</c>, or an abbreviated list.</summary>
    public override string ToString()
    {
        if (!IsRange)
            return Count > 4 ? $"[{_list[0]}, {_list[1]}, ..., {_list[^1]}; {Count}]" : $"[{string.Join(", ", _list)}]";
        if (Count == 0)
            return "0:0";
        if (Step == 1)
            return $"{Start}:{Start + Count}";
        var stop = Start + (Count * Step);
        return stop < 0 ? $"{Start}::{Step}" : $"{Start}:{stop}:{Step}";
    }

    /// <summary>Whether both take the same indices in the same order.</summary>
    public static bool operator ==(AxisSelection left, AxisSelection right) => left.Equals(right);

    /// <summary>Whether the indices or their order differ.</summary>
    public static bool operator !=(AxisSelection left, AxisSelection right) => !left.Equals(right);

    private static bool IsProgression(ReadOnlySpan<long> indices, long step)
    {
        for (var i = 1; i < indices.Length; i++)
        {
            if (indices[i] - indices[i - 1] != step)
                return false;
        }
        return true;
    }
}
