using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// The arithmetic of a reduction: folds values into states, and merges states. A struct without mutable fields. Partial results
/// are merged along a fixed tree, so <see cref="Merge"/> need not be exactly associative for results to be reproducible.
/// <see cref="Reduction.Of"/> makes a reduction from it.
/// </summary>
/// <remarks>
/// A reducer declares <see cref="Name"/>, <see cref="Empty"/>, <see cref="Fold"/>, <see cref="Merge"/> and <see cref="Finish"/>. The result is
/// then right for every array. <see cref="FinishSkipped"/> matters only if the result of no values is an error, or is not that of
/// <see cref="Finish"/>, when NaN is skipped. All other members make the reduction faster, and must give what <see cref="Fold"/> gives:
/// <see cref="IsDecided"/>, <see cref="FoldRun"/>, <see cref="FoldEach"/> and the lanes for elements; <see cref="IgnoresZeros"/>,
/// <see cref="FoldsZeros"/> and <see cref="CountsValues"/> for the entries of sparse arrays. The latter are promises: one that does not
/// hold makes results of sparse arrays wrong. Results that may exceed the element type have a wider one, as sums of integers have 64 bits.
/// </remarks>
/// <typeparam name="TSelf">The struct itself, so that the loops below are compiled for it.</typeparam>
/// <typeparam name="T">Element type of the array.</typeparam>
/// <typeparam name="TState">What the reducer knows of some values.</typeparam>
/// <typeparam name="TResult">The result.</typeparam>
public interface IReducer<TSelf, T, TState, TResult>
    where TSelf : struct, IReducer<TSelf, T, TState, TResult> where T : unmanaged where TState : unmanaged where TResult : unmanaged
{
    /// <summary>
    /// The reduction's name in messages. For a statistic of the command line also the word after <c>--stat</c>, the heading of the column
    /// and the key in JSON.
    /// </summary>
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
    /// <param name="count">The number of these values.</param>
    /// <exception cref="InvalidOperationException">There are no values, and the reduction needs some.</exception>
    /// <exception cref="OverflowException">The result does not fit its type.</exception>
    TResult Finish(TState state, long count);

    /// <summary>Makes the result if NaN is skipped. The state may have seen no value although there were some.</summary>
    static virtual TResult FinishSkipped(TSelf reducer, TState state, long count) => reducer.Finish(state, count);

    /// <summary>Whether no further value can change a state. Values are then not looked at.</summary>
    static virtual bool IsDecided(TSelf reducer, TState state) => false;

    /// <summary>Folds a run of values into one state, one by one unless the reduction has a faster way.</summary>
    /// <param name="reducer">The reduction.</param>
    /// <param name="state">The state.</param>
    /// <param name="values">Consecutive values.</param>
    /// <param name="position">Index of the first value among all that are reduced into the state, in C order.</param>
    /// <param name="stride">The distance between the indices of consecutive values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static virtual void FoldRun(TSelf reducer, ref TState state, ReadOnlySpan<T> values, long position, long stride)
    {
        for (var i = 0; i < values.Length; i++)
            reducer.Fold(ref state, values[i], position + (i * stride));
    }

    /// <summary>Folds rows into states, in order. Each row has a value for each state.</summary>
    /// <param name="reducer">The reduction.</param>
    /// <param name="states">The states.</param>
    /// <param name="rows">The rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static virtual void FoldEach(TSelf reducer, Span<TState> states, LaneRows<T> rows)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var values = rows[row];
            var position = rows.PositionOf(row);
            for (var i = 0; i < values.Length; i++)
                reducer.Fold(ref states[i], values[i], position);
        }
    }

    /// <summary>
    /// Bytes of each lane of <see cref="OpenLanes"/>; 0, the default, if <see cref="FoldEach"/> folds rows into states.
    /// </summary>
    static virtual int LaneBytes => 0;

    /// <summary>
    /// Opens lanes for folding the rows of a block, in a reduction whose states are not laid out for vectors.
    /// </summary>
    /// <param name="reducer">The reduction.</param>
    /// <param name="count">The number of lanes.</param>
    /// <param name="length">The number of values that each lane will get.</param>
    static virtual LaneFold<T, TState> OpenLanes(TSelf reducer, int count, long length) =>
        throw new NotSupportedException($"{reducer.Name} has no lanes");

    /// <summary>Whether zeros never change a state. Sparse arrays are then reduced by their entries alone, without positions.</summary>
    static virtual bool IgnoresZeros => false;

    /// <summary>
    /// Whether <see cref="FoldZeros"/> is implemented. Sparse arrays are then reduced by their entries alone, without positions. A reduction
    /// that needs positions returns false, the default.
    /// </summary>
    static virtual bool FoldsZeros => false;

    /// <summary>Folds zeros into one state, after the other values of a block.</summary>
    /// <param name="state">The state.</param>
    /// <param name="count">The number of zeros; positive.</param>
    void FoldZeros(ref TState state, long count) => throw new NotSupportedException($"{Name} does not count zeros");

    /// <summary>
    /// Whether <see cref="CountOf"/> is implemented. The folded values of a sparse array then need not be counted elsewhere.
    /// </summary>
    static virtual bool CountsValues => false;

    /// <summary>The number of values folded into a state.</summary>
    long CountOf(TState state) => throw new NotSupportedException($"{Name} does not count values");
}
