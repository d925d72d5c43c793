using System.Numerics.Tensors;

namespace DelayedArrays;

public sealed partial class DelayedArray<T>
{
    /// <summary>Evaluates the array into memory, in C order.</summary>
    /// <exception cref="InvalidOperationException">It has more elements than an array in memory can.</exception>
    public T[] ToArray(ExecutionOptions? options = null)
    {
        var pass = new Pass();
        var result = pass.ToArray(this);
        pass.Run(options);
        return result.Value;
    }

    /// <summary>Evaluates the array into a tensor; a scalar gives a tensor of one element.</summary>
    /// <exception cref="InvalidOperationException">It has more elements than an array in memory can.</exception>
    public Tensor<T> ToTensor(ExecutionOptions? options = null) =>
        ToArray(options).ToTensor(Shape);

    /// <summary>Evaluates an array of one element.</summary>
    /// <exception cref="InvalidOperationException">It has another number of elements.</exception>
    public T ToScalar(ExecutionOptions? options = null) => Shape.Count == 1
        ? ToArray(options)[0]
        : throw new InvalidOperationException($"an array of shape {Shape} is not one element");

    /// <summary>Evaluates the array into memory and continues from there.</summary>
    public DelayedArray<T> Realize(ExecutionOptions? options = null) => Delayed.FromMemory(ToArray(options), Shape);

    /// <summary><see cref="ToArray"/> on another thread.</summary>
    public Task<T[]> ToArrayAsync(ExecutionOptions? options = null) =>
        Task.Run(() => ToArray(options), (options ?? ExecutionOptions.Default).Cancellation);

    /// <summary>What evaluating the whole array would read and hold, found out without reading.</summary>
    public override ExecutionReport Explain(ExecutionOptions? options = null)
    {
        var pass = new Pass();
        pass.Add(new MemorySink<T>(Node));
        return pass.Explain(options)[0];
    }
}

public abstract partial class DelayedArray
{
    /// <summary>What evaluating the whole array would read and hold, found out without reading.</summary>
    /// <exception cref="MemoryBudgetException">The memory budget does not hold one block.</exception>
    public abstract ExecutionReport Explain(ExecutionOptions? options = null);
}

/// <summary>Adds copies of whole arrays to passes.</summary>
public static class PassResults
{
    /// <summary>Evaluates an array into memory, in C order.</summary>
    /// <exception cref="InvalidOperationException">It has more elements than an array in memory can.</exception>
    public static Pending<T[]> ToArray<T>(this Pass pass, DelayedArray<T> array) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(array);
        if (array.Shape.Count > Array.MaxLength)
            throw new InvalidOperationException($"an array of shape {array.Shape} has too many elements for memory");
        var sink = new MemorySink<T>(array.Node);
        return pass.Add(sink, () => sink.Values);
    }
}

/// <summary>Takes blocks into an array in memory.</summary>
internal sealed class MemorySink<T>(Node<T> root) : IBlockSink where T : unmanaged
{
    /// <summary>The elements in C order, once all blocks are consumed.</summary>
    public T[] Values { get; private set; } = [];

    public Node Root => root;

    // Every element is written by some block, so clearing them first would be in vain.
    public void Begin(BlockGrid grid) => Values = GC.AllocateUninitializedArray<T>((int)root.Shape.Count);

    public void Consume(long number, Box box, BlockContext context)
    {
        using var cursor = context.OpenRoot(root, BlockRequest.Of(box));
        CursorCopy.ToBox(cursor, box, Values, root.Shape, context);
    }
}
