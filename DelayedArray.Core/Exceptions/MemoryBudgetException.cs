namespace DelayedArrays;

/// <summary>The memory budget does not hold even one block, or one chunk, of the work asked for.</summary>
public sealed class MemoryBudgetException : InvalidOperationException
{
    /// <summary>Creates the exception with no detail.</summary>
    public MemoryBudgetException() { }

    /// <summary>Creates the exception with a message that names what is needed and what there is, in bytes.</summary>
    public MemoryBudgetException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public MemoryBudgetException(string message, Exception inner) : base(message, inner) { }
}
