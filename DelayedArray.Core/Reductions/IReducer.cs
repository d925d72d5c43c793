using System.Runtime.CompilerServices;

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

    /// <summary>Makes the result.</summary>
    /// <param name="state">The state that has seen all values.</param>
    /// <param name="count">How many values that are.</param>
    /// <exception cref="InvalidOperationException">The reduction of no values is not defined.</exception>
    /// <exception cref="OverflowException">The result does not fit its type.</exception>
    TResult Finish(TState state, long count);

    /// <summary>Makes the result where NaN is skipped, of a state that may have seen no value although there were some.</summary>
    static virtual TResult FinishSkipped(TSelf reducer, TState state, long count) => reducer.Finish(state, count);

    /// <summary>Whether no further value can change a state, so that values need not be looked at.</summary>
    static virtual bool IsDecided(TSelf reducer, TState state) => false;

    /// <summary>Folds a run of values into one state; one after the other unless the reduction knows a faster way.</summary>
    /// <param name="reducer">The reduction.</param>
    /// <param name="state">The state.</param>
    /// <param name="values">Consecutive values.</param>
    /// <param name="position">Index of the first value among all that are reduced into the state, in C order.</param>
    /// <param name="stride">From the index of one value to that of the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static virtual void FoldEach(TSelf reducer, Span<TState> states, ReadOnlySpan<T> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            reducer.Fold(ref states[i], values[i], position);
    }

    /// <summary>
    /// Bytes of each lane of <see cref="OpenLanes"/>; 0, the default, if <see cref="FoldEach"/> folds rows into states.
    /// </summary>
    static virtual int LaneBytes => 0;

    /// <summary>
    /// Lanes that rows of a block are folded into, for a reduction whose states are not laid out for vectors.
    /// </summary>
    /// <param name="reducer">The reduction.</param>
    /// <param name="count">Number of lanes.</param>
    /// <param name="length">Values that each lane will get.</param>
    static virtual LaneFold<T, TState> OpenLanes(TSelf reducer, int count, long length) =>
        throw new NotSupportedException($"{reducer.Name} has no lanes");

    /// <summary>Whether zeros change no state, so that sparse arrays are reduced by their entries alone. Positions are not told then.</summary>
    static virtual bool IgnoresZeros => false;

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
