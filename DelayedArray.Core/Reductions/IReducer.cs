namespace DelayedArrays;

/// <summary>
/// A reduction: folds values into states and merges states. A struct without mutable fields; partial results are merged along a
/// fixed tree, so <see cref="Merge"/> need not be exactly associative for results to be reproducible.
/// </summary>
/// <typeparam name="T">Element type of the array.</typeparam>
/// <typeparam name="TState">What is known of some of the values.</typeparam>
/// <typeparam name="TResult">What is made of it.</typeparam>
public interface IReducer<T, TState, TResult> where T : unmanaged where TState : unmanaged where TResult : unmanaged
{
    /// <summary>The reduction as messages show it.</summary>
    string Name { get; }

    /// <summary>The state of no values.</summary>
    TState Empty { get; }

    /// <summary>Folds values into one state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="values">Consecutive values.</param>
    /// <param name="position">Index of the first value among all that are reduced into the state, in C order.</param>
    /// <param name="stride">From the index of one value to that of the next.</param>
    void Fold(ref TState state, ReadOnlySpan<T> values, long position, long stride);

    /// <summary>Folds one value into each state.</summary>
    /// <param name="states">The states.</param>
    /// <param name="values">As many values.</param>
    /// <param name="position">Index of the values among all that are reduced into their state.</param>
    void FoldEach(Span<TState> states, ReadOnlySpan<T> values, long position);

    /// <summary>
    /// Whether <see cref="FoldZeros"/> and <see cref="FoldAt"/> are there, so that sparse arrays are reduced by their entries
    /// alone. Positions are not told then: a reduction that needs them says no, which is the default.
    /// </summary>
    bool FoldsZeros => false;

    /// <summary>Folds zeros into one state, after the other values of a block.</summary>
    /// <param name="state">The state.</param>
    /// <param name="count">How many zeros; positive.</param>
    void FoldZeros(ref TState state, long count) => throw new NotSupportedException($"{Name} does not count zeros");

    /// <summary>Folds values into a state each, in order; several may go into the same.</summary>
    /// <param name="states">The states.</param>
    /// <param name="lanes">For each value, the index of its state.</param>
    /// <param name="values">As many values.</param>
    void FoldAt(Span<TState> states, ReadOnlySpan<int> lanes, ReadOnlySpan<T> values) =>
        throw new NotSupportedException($"{Name} does not fold entries");

    /// <summary>
    /// Whether <see cref="CountOf"/> is there, so that nobody else need count the values of a sparse array that were folded.
    /// </summary>
    bool CountsValues => false;

    /// <summary>How many values a state has seen; all that were folded, whatever they are.</summary>
    long CountOf(TState state) => throw new NotSupportedException($"{Name} does not count values");

    /// <summary>Merges another state into this one.</summary>
    void Merge(ref TState state, TState other);

    /// <summary>Makes the result of a state that has seen all values.</summary>
    /// <exception cref="InvalidOperationException">The reduction of no values is not defined.</exception>
    /// <exception cref="OverflowException">The result does not fit its type.</exception>
    TResult Finish(TState state);
}
