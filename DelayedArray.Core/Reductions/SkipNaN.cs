using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>A reduction that leaves NaN out.</summary>
internal readonly record struct SkipNaN<T, TState, TResult, TReducer>(TReducer Inner) : IReducer<T, TState, TResult>
    where T : unmanaged, INumber<T> where TState : unmanaged where TResult : unmanaged
    where TReducer : struct, IReducer<T, TState, TResult>
{
    public string Name => Inner.Name;

    public TState Empty => Inner.Empty;

    public void Fold(ref TState state, ReadOnlySpan<T> values, long position, long stride)
    {
        if (!TensorPrimitives.IsNaNAny(values))
        {
            Inner.Fold(ref state, values, position, stride);
            return;
        }
        for (var start = 0; start < values.Length;)
        {
            var end = start;
            while (end < values.Length && !T.IsNaN(values[end]))
                end++;
            if (end > start)
                Inner.Fold(ref state, values[start..end], position + (start * stride), stride);
            start = end + 1;
        }
    }

    public void FoldEach(Span<TState> states, ReadOnlySpan<T> values, long position)
    {
        if (!TensorPrimitives.IsNaNAny(values))
        {
            Inner.FoldEach(states, values, position);
            return;
        }
        for (var i = 0; i < values.Length; i++)
        {
            if (!T.IsNaN(values[i]))
                Inner.Fold(ref states[i], values.Slice(i, 1), position, 1);
        }
    }

    public bool FoldsZeros => Inner.FoldsZeros;

    public void FoldZeros(ref TState state, long count) => Inner.FoldZeros(ref state, count);

    public void FoldAt(Span<TState> states, ReadOnlySpan<int> lanes, ReadOnlySpan<T> values)
    {
        for (var start = 0; start < values.Length;)
        {
            var end = start;
            while (end < values.Length && !T.IsNaN(values[end]))
                end++;
            if (end > start)
                Inner.FoldAt(states, lanes[start..end], values[start..end]);
            start = end + 1;
        }
    }

    public void Merge(ref TState state, TState other) => Inner.Merge(ref state, other);

    public TResult Finish(TState state) => Inner.Finish(state);
}
