using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The loops of a reduction over runs, lanes and entries. On request, they leave out NaN.</summary>
internal readonly struct Folding<T, TState, TResult, TReducer>(TReducer reducer, bool skipsNaN)
    where T : unmanaged where TState : unmanaged where TResult : unmanaged
    where TReducer : struct, IReducer<TReducer, T, TState, TResult>
{
    public TReducer Reducer => reducer;

    /// <summary>Whether states count their values.</summary>
    public bool CountsValues => TReducer.CountsValues && !skipsNaN;

    /// <summary>Whether to leave out NaN.</summary>
    public bool SkipsNaN => skipsNaN;

    /// <summary>Folds consecutive values into one state.</summary>
    /// <returns>The number of skipped values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Run(ref TState state, ReadOnlySpan<T> values, long position, long stride)
    {
        if (skipsNaN && HasNaN(values))
            return RunOfNumbers(ref state, values, position, stride);
        TReducer.FoldRun(reducer, ref state, values, position, stride);
        return 0;
    }

    /// <summary>Folds rows into states. Each row has a value for each state.</summary>
    /// <param name="states">The states.</param>
    /// <param name="skipped">Receives the number of skipped values for each state. They are added.</param>
    /// <param name="rows">The rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Each(Span<TState> states, Span<long> skipped, LaneRows<T> rows)
    {
        if (skipsNaN && HasNaN(rows.Values))
            EachNumber(states, skipped, rows);
        else
            TReducer.FoldEach(reducer, states, rows);
    }

    /// <summary>Folds values into states, in order. Several may go into the same state.</summary>
    /// <param name="states">The states.</param>
    /// <param name="skipped">Receives the number of skipped values for each state. They are added.</param>
    /// <param name="lanes">The index of the state for each value.</param>
    /// <param name="values">The values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void At(Span<TState> states, Span<long> skipped, ReadOnlySpan<int> lanes, ReadOnlySpan<T> values)
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
            if (IsNaN(values[i]))
                skipped[lanes[i]]++;
            else
                folded.Fold(ref states[lanes[i]], values[i], 0);
        }
    }

    public TResult Finish(TState state, long count) =>
        skipsNaN ? TReducer.FinishSkipped(reducer, state, count) : reducer.Finish(state, count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int RunOfNumbers(ref TState state, ReadOnlySpan<T> values, long position, long stride)
    {
        var skipped = 0;
        for (var start = 0; start < values.Length;)
        {
            var end = start;
            while (end < values.Length && !IsNaN(values[end]))
                end++;
            if (end > start)
                TReducer.FoldRun(reducer, ref state, values[start..end], position + (start * stride), stride);
            if (end < values.Length)
                skipped++;
            start = end + 1;
        }
        return skipped;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EachNumber(Span<TState> states, Span<long> skipped, LaneRows<T> rows)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var values = rows[row];
            for (var i = 0; i < values.Length; i++)
            {
                if (IsNaN(values[i]))
                    skipped[i]++;
                else
                    TReducer.FoldRun(reducer, ref states[i], values.Slice(i, 1), rows.PositionOf(row), 1);
            }
        }
    }

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
