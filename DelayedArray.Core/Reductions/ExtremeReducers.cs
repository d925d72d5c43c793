using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Smallest or largest value; NaN where one is, or where all are and NaN is skipped.</summary>
internal readonly record struct Extreme<T>(bool Largest, bool SkipsNaN) : IReducer<T, (bool Any, T Value), T> where T : unmanaged, INumber<T>
{
    public string Name => Largest ? "max" : "min";

    public (bool Any, T Value) Empty => default;

    public void Fold(ref (bool Any, T Value) state, ReadOnlySpan<T> values, long position, long stride)
    {
        if (!values.IsEmpty)
            Merge(ref state, (true, Largest ? TensorPrimitives.Max(values) : TensorPrimitives.Min(values)));
    }

    public void FoldEach(Span<(bool Any, T Value)> states, ReadOnlySpan<T> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            Merge(ref states[i], (true, values[i]));
    }

    public bool FoldsZeros => true;

    public void FoldZeros(ref (bool Any, T Value) state, long count) => Merge(ref state, (true, T.Zero));

    public void FoldAt(Span<(bool Any, T Value)> states, ReadOnlySpan<int> lanes, ReadOnlySpan<T> values)
    {
        for (var i = 0; i < values.Length; i++)
            Merge(ref states[lanes[i]], (true, values[i]));
    }

    public void Merge(ref (bool Any, T Value) state, (bool Any, T Value) other)
    {
        if (!other.Any)
            return;
        state = state.Any ? (true, Largest ? T.Max(state.Value, other.Value) : T.Min(state.Value, other.Value)) : other;
    }

    public T Finish((bool Any, T Value) state) => state.Any ? state.Value
        : SkipsNaN ? T.CreateTruncating(double.NaN)
        : throw new InvalidOperationException($"{Name} of no values is not defined");
}

/// <summary>Position of the smallest or largest value, the first of equal ones; the first NaN where there is one.</summary>
internal readonly record struct ArgExtreme<T>(bool Largest) : IReducer<T, (long Position, T Value), long>
    where T : unmanaged, INumber<T>
{
    public string Name => Largest ? "argmax" : "argmin";

    public (long Position, T Value) Empty => (-1, default);

    public void Fold(ref (long Position, T Value) state, ReadOnlySpan<T> values, long position, long stride)
    {
        for (var i = 0; i < values.Length; i++)
            Merge(ref state, (position + (i * stride), values[i]));
    }

    public void FoldEach(Span<(long Position, T Value)> states, ReadOnlySpan<T> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            Merge(ref states[i], (position, values[i]));
    }

    public void Merge(ref (long Position, T Value) state, (long Position, T Value) other)
    {
        if (other.Position < 0)
            return;
        if (state.Position < 0 || IsBetter(other.Value, state.Value)
            || (!IsBetter(state.Value, other.Value) && other.Position < state.Position))
            state = other;
    }

    public long Finish((long Position, T Value) state) => state.Position >= 0 ? state.Position
        : throw new InvalidOperationException($"{Name} of no values is not defined");

    private bool IsBetter(T candidate, T best) => T.IsNaN(candidate) ? !T.IsNaN(best)
        : Largest ? candidate > best : candidate < best;
}
