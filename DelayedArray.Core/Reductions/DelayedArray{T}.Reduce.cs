using System.Numerics.Tensors;

namespace DelayedArrays;

public sealed partial class DelayedArray<T>
{
    /// <summary>Reduces the array over some of its axes.</summary>
    /// <param name="reduction">The reduction, one of <see cref="Reductions"/> or your own.</param>
    /// <param name="axis">The axes to reduce.</param>
    /// <param name="skipNaN">Whether to leave out NaN.</param>
    /// <param name="keepAxes">Whether to keep reduced axes, with length 1, so that the result broadcasts back.</param>
    /// <param name="options">Threads, memory, progress, cancellation.</param>
    /// <returns>The result, with the axes that were not reduced; without any, a tensor of one element.</returns>
    public TResult Reduce<TResult>(
        Reduction<T, TResult> reduction, Axes axis, bool skipNaN = false, bool keepAxes = false, ExecutionOptions? options = null)
    {
        var pass = new Pass();
        var result = pass.Reduce(this, reduction, axis, skipNaN, keepAxes);
        pass.Run(options);
        return result.Value;
    }

    /// <summary>Reduces the whole array to one value.</summary>
    public TResult Reduce<TResult>(Reduction<T, Tensor<TResult>> reduction, bool skipNaN = false, ExecutionOptions? options = null)
        where TResult : unmanaged => Reduce(reduction, Axes.All, skipNaN, keepAxes: false, options).Single();

    /// <summary>
    /// Makes a lazy array of a reduction. Reduced axes stay, with length 1, so that it broadcasts back: <c>x / x.Defer(sum, 1)</c>. The
    /// reduction is computed once, in a pass of its own, before the first evaluation that uses it reads a block. It takes the threads and
    /// memory of that evaluation; other threads that need it wait meanwhile. The results stay in memory.
    /// </summary>
    /// <param name="reduction">The reduction.</param>
    /// <param name="axis">The axes that get length 1.</param>
    /// <param name="skipNaN">Whether to leave out NaN.</param>
    /// <param name="name">The name shown in trees; null for the reduction's name.</param>
    public DelayedArray<TResult> Defer<TResult>(
        Reduction<T, Tensor<TResult>> reduction, Axes axis, bool skipNaN = false, string? name = null) where TResult : unmanaged
    {
        ArgumentNullException.ThrowIfNull(reduction);
        var shape = new ReducedAxes(Shape, axis.Resolve(Shape)).KeptShape;
        return Delayed.FromSeed(new DeferredSeed<TResult>(name ?? reduction.Name, this, shape,
            options => Reduce(reduction, axis, skipNaN, keepAxes: true, options)));
    }
}
