namespace DelayedArrays;

/// <summary>
/// The arithmetic of a reduction: folds values into states, and merges states. A struct without mutable fields. Partial results
/// are merged along a fixed tree, so <see cref="Merge"/> need not be exactly associative for results to be reproducible.
/// <see cref="Reduction.Of"/> makes a reduction of it.
/// </summary>
/// <typeparam name="TSelf">The struct itself, so that the loops below are compiled for it.</typeparam>
/// <typeparam name="T">Element type of the array.</typeparam>
/// <typeparam name="TState">What is known of some of the values.</typeparam>
/// <typeparam name="TResult">What is made of it.</typeparam>
public interface IReducer<TSelf, T, TState, TResult>
    where TSelf : struct, IReducer<TSelf, T, TState, TResult> where T : unmanaged where TState : unmanaged where TResult : unmanaged
{
    /// <summary>The reduction as messages show it.</summary>
    string Name { get; }

    /// <summary>The state of no values.</summary>
    TState Empty { get; }

    /// <summary>Folds one value into a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="value">The value.</param>
    /// <param name="position">Index of the value among all that are reduced into the state, in C order.</param>
    void Fold(ref TState state, T value, long position);

    /// <summary>Merges another state into this one.</summary>
    void Merge(ref TState state, TState other);

    /// <summary>Makes the result of a state that has seen all values.</summary>
    /// <exception cref="InvalidOperationException">The reduction of no values is not defined.</exception>
    /// <exception cref="OverflowException">The result does not fit its type.</exception>
    TResult Finish(TState state);

    /// <summary>Makes the result where NaN is skipped, of a state that may have seen no value although there were some.</summary>
    static virtual TResult FinishSkipped(TSelf reducer, TState state) => reducer.Finish(state);

    /// <summary>Folds a run of values into one state; one after the other unless the reduction knows a faster way.</summary>
    /// <param name="reducer">The reduction.</param>
    /// <param name="state">The state.</param>
    /// <param name="values">Consecutive values.</param>
    /// <param name="position">Index of the first value among all that are reduced into the state, in C order.</param>
    /// <param name="stride">From the index of one value to that of the next.</param>
    static virtual void FoldRun(TSelf reducer, ref TState state, ReadOnlySpan<T> values, long position, long stride)
    {
        for (var i = 0; i < values.Length; i++)
            reducer.Fold(ref state, values[i], position + (i * stride));
    }

    /// <summary>Folds one value into each of several states.</summary>
    /// <param name="reducer">The reduction.</param>
    /// <param name="states">The states.</param>
    /// <param name="values">As many values.</param>
    /// <param name="position">Index of the values among all that are reduced into their state.</param>
    static virtual void FoldEach(TSelf reducer, Span<TState> states, ReadOnlySpan<T> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            reducer.Fold(ref states[i], values[i], position);
    }

    /// <summary>
    /// Whether <see cref="FoldZeros"/> is there, so that sparse arrays are reduced by their entries alone. Positions are not told
    /// then: a reduction that needs them says no, which is the default.
    /// </summary>
    static virtual bool FoldsZeros => false;

    /// <summary>Folds zeros into one state, after the other values of a block.</summary>
    /// <param name="state">The state.</param>
    /// <param name="count">How many zeros; positive.</param>
    void FoldZeros(ref TState state, long count) => throw new NotSupportedException($"{Name} does not count zeros");

    /// <summary>
    /// Whether <see cref="CountOf"/> is there, so that nobody else need count the values of a sparse array that were folded.
    /// </summary>
    static virtual bool CountsValues => false;

    /// <summary>How many values a state has seen; all that were folded, whatever they are.</summary>
    long CountOf(TState state) => throw new NotSupportedException($"{Name} does not count values");
}
