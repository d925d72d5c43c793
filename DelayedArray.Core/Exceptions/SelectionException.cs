namespace DelayedArrays;

/// <summary>A selection does not fit its axis. The message names the axis, the index and the length.</summary>
public sealed class SelectionException : ArgumentException
{
    /// <summary>Creates the exception with no detail.</summary>
    public SelectionException() { }

    /// <summary>Creates the exception with a message that names axis, index and length.</summary>
    public SelectionException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public SelectionException(string message, Exception inner) : base(message, inner) { }
}
