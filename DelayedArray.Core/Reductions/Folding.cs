using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The loops of a reduction: over runs, over lanes and over entries, leaving NaN out where that is asked for.</summary>
internal readonly struct Folding<T, TState, TResult, TReducer>(TReducer reducer, bool skipsNaN)
    where T : unmanaged where TState : unmanaged where TResult : unmanaged
    where TReducer : struct, IReducer<TReducer, T, TState, TResult>
{
    public TReducer Reducer => reducer;

    /// <summary>Whether states tell how many values they have seen.</summary>
    public bool CountsValues => TReducer.CountsValues && !skipsNaN;

    /// <summary>Folds consecutive values into one state.</summary>
    public void Run(ref TState state, ReadOnlySpan<T> values, long position, long stride)
    {
        if (!skipsNaN || !HasNaN(values))
        {
            TReducer.FoldRun(reducer, ref state, values, position, stride);
            return;
        }
        for (var start = 0; start < values.Length;)
        {
            var end = start;
            while (end < values.Length && !IsNaN(values[end]))
                end++;
            if (end > start)
                TReducer.FoldRun(reducer, ref state, values[start..end], position + (start * stride), stride);
            start = end + 1;
        }
    }

    /// <summary>Folds one value into each state.</summary>
    public void Each(Span<TState> states, ReadOnlySpan<T> values, long position)
    {
        if (!skipsNaN || !HasNaN(values))
        {
            TReducer.FoldEach(reducer, states, values, position);
            return;
        }
        for (var i = 0; i < values.Length; i++)
        {
            if (!IsNaN(values[i]))
                TReducer.FoldRun(reducer, ref states[i], values.Slice(i, 1), position, 1);
        }
    }

    /// <summary>Folds values into a state each, in order; several may go into the same.</summary>
    /// <param name="states">The states.</param>
    /// <param name="lanes">For each value, the index of its state.</param>
    /// <param name="values">As many values.</param>
    public void At(Span<TState> states, ReadOnlySpan<int> lanes, ReadOnlySpan<T> values)
    {
        var folded = reducer;
        if (!skipsNaN || !HasNaN(values))
        {
            for (var i = 0; i < values.Length; i++)
                folded.Fold(ref states[lanes[i]], values[i], 0);
            return;
        }
        for (var i = 0; i < values.Length; i++)
        {
            if (!IsNaN(values[i]))
                folded.Fold(ref states[lanes[i]], values[i], 0);
        }
    }

    public TResult Finish(TState state) => skipsNaN ? TReducer.FinishSkipped(reducer, state) : reducer.Finish(state);

    private static bool IsNaN(T value) =>
        typeof(T) == typeof(double) ? double.IsNaN(Unsafe.BitCast<T, double>(value))
        : typeof(T) == typeof(float) ? float.IsNaN(Unsafe.BitCast<T, float>(value))
        : typeof(T) == typeof(Half) && Half.IsNaN(Unsafe.BitCast<T, Half>(value));

    private static bool HasNaN(ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(double))
            return TensorPrimitives.IsNaNAny(MemoryMarshal.Cast<T, double>(values));
        if (typeof(T) == typeof(float))
            return TensorPrimitives.IsNaNAny(MemoryMarshal.Cast<T, float>(values));
        return typeof(T) == typeof(Half) && TensorPrimitives.IsNaNAny(MemoryMarshal.Cast<T, Half>(values));
    }
}
