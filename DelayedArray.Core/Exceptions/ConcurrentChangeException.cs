namespace DelayedArrays;

/// <summary>
/// A change was refused because another change of the same file or store is in progress or came first. Nothing was changed; the same call
/// may succeed later. The message names the file or store.
/// </summary>
public sealed class ConcurrentChangeException : IOException
{
    /// <summary>Creates the exception with no detail.</summary>
    public ConcurrentChangeException() { }

    /// <summary>Creates the exception with a message that names the file or store.</summary>
    public ConcurrentChangeException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ConcurrentChangeException(string message, Exception inner) : base(message, inner) { }
}
