namespace DelayedArrays;

public abstract partial class DelayedArray
{
    /// <summary>What evaluating the whole array would read and hold, found out without reading.</summary>
    /// <exception cref="MemoryBudgetException">The memory budget does not hold one block.</exception>
    public abstract ExecutionReport Explain(ExecutionOptions? options = null);
}
