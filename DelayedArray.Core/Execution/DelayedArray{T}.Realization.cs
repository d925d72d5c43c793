using System.Numerics.Tensors;

namespace DelayedArrays;

public sealed partial class DelayedArray<T>
{
    /// <summary>Evaluates the array into memory, in C order.</summary>
    /// <exception cref="InvalidOperationException">The array has more elements than fit in an array in memory.</exception>
    public T[] ToArray(ExecutionOptions? options = null)
    {
        var pass = new Pass();
        var result = pass.ToArray(this);
        pass.Run(options);
        return result.Value;
    }

    /// <summary>Evaluates the array into a tensor; a scalar gives a tensor of one element.</summary>
    /// <exception cref="InvalidOperationException">The array has more elements than fit in an array in memory.</exception>
    public Tensor<T> ToTensor(ExecutionOptions? options = null) =>
        ToArray(options).ToTensor(Shape);

    /// <summary>Evaluates an array of one element.</summary>
    /// <exception cref="InvalidOperationException">The array has no element or several.</exception>
    public T ToScalar(ExecutionOptions? options = null) => Shape.Count == 1
        ? ToArray(options)[0]
        : throw new InvalidOperationException($"an array of shape {Shape} is not one element");

    /// <summary>Evaluates the array into memory and returns a delayed array over the result.</summary>
    public DelayedArray<T> Realize(ExecutionOptions? options = null) => Delayed.FromMemory(ToArray(options), Shape);

    /// <summary>Runs <see cref="ToArray"/> on another thread.</summary>
    public Task<T[]> ToArrayAsync(ExecutionOptions? options = null) =>
        Task.Run(() => ToArray(options), (options ?? ExecutionOptions.Default).Cancellation);

    /// <summary>Predicts what evaluating the whole array would read and hold, without reading it.</summary>
    public override ExecutionReport Explain(ExecutionOptions? options = null)
    {
        var pass = new Pass();
        pass.Add(new MemorySink<T>(Node));
        return pass.Explain(options)[0];
    }
}
