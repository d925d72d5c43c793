namespace DelayedArrays;

public abstract partial class DelayedArray
{
    /// <summary>Predicts what evaluating the whole array would read and hold, without reading it.</summary>
    /// <exception cref="MemoryBudgetException">The memory budget does not hold one block.</exception>
    public abstract ExecutionReport Explain(ExecutionOptions? options = null);
}
