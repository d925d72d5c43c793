namespace DelayedArrays;

/// <summary>
/// The reductions there are, by name: each as a declaration, <c>Reductions.Sum&lt;float&gt;()</c>, as a method of arrays,
/// <c>x.Sum(axis: 0)</c>, and as a part of a pass, <c>pass.Sum(x, axis: 0)</c>. NaN makes a result NaN unless it is skipped.
/// </summary>
public static partial class Reductions
{
    /// <summary>What variances take from the count in their denominator unless told otherwise: 1, as of a sample.</summary>
    public const int DefaultDdof = 1;

    extension(Pass pass)
    {
        /// <summary>Adds a reduction to the pass.</summary>
        /// <param name="array">What is reduced.</param>
        /// <param name="reduction">The reduction.</param>
        /// <param name="axis">The axes that disappear.</param>
        /// <param name="skipNaN">Whether NaN is left out.</param>
        /// <param name="keepAxes">Whether reduced axes stay, with length 1.</param>
        /// <returns>The result, whose axes are those not reduced; where none is left, a tensor of one element.</returns>
        public Pending<TResult> Reduce<T, TResult>(
            DelayedArray<T> array, Reduction<T, TResult> reduction, Axes axis, bool skipNaN = false, bool keepAxes = false)
            where T : unmanaged
        {
            ArgumentNullException.ThrowIfNull(pass);
            ArgumentNullException.ThrowIfNull(array);
            ArgumentNullException.ThrowIfNull(reduction);
            return reduction.AddTo(pass, array, axis, skipNaN, keepAxes);
        }
    }
}
