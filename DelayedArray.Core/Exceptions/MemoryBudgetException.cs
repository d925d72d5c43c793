namespace DelayedArrays;

/// <summary>The memory budget is too small for even one block or chunk of the requested work.</summary>
public sealed class MemoryBudgetException : InvalidOperationException
{
    /// <summary>Creates the exception with no detail.</summary>
    public MemoryBudgetException() { }

    /// <summary>Creates the exception with a message that states the required and the available memory, in bytes.</summary>
    public MemoryBudgetException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public MemoryBudgetException(string message, Exception inner) : base(message, inner) { }
}
