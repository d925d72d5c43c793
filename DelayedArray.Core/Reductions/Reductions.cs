namespace DelayedArrays;

/// <summary>
/// The library's reductions, by name. Each is a declaration, <c>Reductions.Sum&lt;float&gt;()</c>, a method of arrays,
/// <c>x.Sum(axis: 0)</c>, and a part of a pass, <c>pass.Sum(x, axis: 0)</c>. A NaN makes the result NaN unless NaN is skipped.
/// </summary>
public static partial class Reductions
{
    /// <summary>The default number subtracted from the count in the denominator of variances: 1, as for a sample.</summary>
    public const int DefaultDdof = 1;

    extension(Pass pass)
    {
        /// <summary>Adds a reduction to the pass.</summary>
        /// <param name="array">The array.</param>
        /// <param name="reduction">The reduction.</param>
        /// <param name="axis">The axes to reduce.</param>
        /// <param name="skipNaN">Whether to leave out NaN.</param>
        /// <param name="keepAxes">Whether to keep reduced axes, with length 1.</param>
        /// <returns>The result, with the axes that were not reduced; without any, a tensor of one element.</returns>
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
