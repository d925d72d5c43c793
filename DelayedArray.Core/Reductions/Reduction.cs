using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Runs reducers over delayed arrays. The named reductions (<c>Sum</c>, <c>Mean</c> ...) are made of these.</summary>
public static class Reduction
{
    /// <summary>Reduces an array over some of its axes, adding the work to a pass.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="array">What is reduced.</param>
    /// <param name="axis">The axes that disappear.</param>
    /// <param name="reducer">The reduction.</param>
    /// <param name="keepAxes">Whether reduced axes stay, with length 1.</param>
    /// <returns>The result, whose axes are those not reduced; where none is left, a tensor of one element.</returns>
    public static Pending<Tensor<TResult>> Reduce<T, TState, TResult, TReducer>(
        this Pass pass, DelayedArray<T> array, Axes axis, TReducer reducer, bool keepAxes = false)
        where T : unmanaged where TState : unmanaged where TResult : unmanaged where TReducer : struct, IReducer<T, TState, TResult>
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(array);
        var axes = axis.Resolve(array.Shape);
        var consumer = new ReductionConsumer<T, TState, TResult, TReducer>(array.Node, axes, reducer);
        return pass.Add(consumer, () => consumer.Results.ToTensor(keepAxes ? KeptShape(array.Shape, axes) : consumer.ResultShape));
    }

    /// <summary>Reduces an array over some of its axes.</summary>
    /// <param name="array">What is reduced.</param>
    /// <param name="axis">The axes that disappear.</param>
    /// <param name="reducer">The reduction.</param>
    /// <param name="keepAxes">Whether reduced axes stay, with length 1, so that the result broadcasts back.</param>
    /// <param name="options">Threads, memory, progress, cancellation.</param>
    public static Tensor<TResult> Reduce<T, TState, TResult, TReducer>(
        this DelayedArray<T> array, Axes axis, TReducer reducer, bool keepAxes = false, ExecutionOptions? options = null)
        where T : unmanaged where TState : unmanaged where TResult : unmanaged where TReducer : struct, IReducer<T, TState, TResult>
    {
        var pass = new Pass();
        var result = pass.Reduce<T, TState, TResult, TReducer>(array, axis, reducer, keepAxes);
        pass.Run(options);
        return result.Value;
    }

    /// <summary>Reduces a whole array to one value.</summary>
    public static TResult Reduce<T, TState, TResult, TReducer>(
        this DelayedArray<T> array, TReducer reducer, ExecutionOptions? options = null)
        where T : unmanaged where TState : unmanaged where TResult : unmanaged where TReducer : struct, IReducer<T, TState, TResult> =>
        array.Reduce<T, TState, TResult, TReducer>(Axes.All, reducer, keepAxes: false, options).Single();

    /// <summary>Values in C order as a tensor. Tensors have at least one axis, so a scalar becomes one element.</summary>
    internal static Tensor<T> ToTensor<T>(this T[] values, Shape shape) =>
        Tensor.Create(values, shape.Rank == 0 ? [1] : [.. shape.ToArray().Select(length => (nint)length)]);

    private static Shape KeptShape(Shape shape, int[] axes) =>
        new([.. shape.Select((length, axis) => axes.Contains(axis) ? 1 : length)]);
}
