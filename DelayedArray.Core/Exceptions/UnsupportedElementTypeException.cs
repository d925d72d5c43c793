namespace DelayedArrays;

/// <summary>An operation is not defined for an element type, or a stored type has no counterpart among the element types.</summary>
public sealed class UnsupportedElementTypeException : NotSupportedException
{
    /// <summary>Creates the exception with no detail.</summary>
    public UnsupportedElementTypeException() { }

    /// <summary>Creates the exception with a message that names the type and what was expected.</summary>
    public UnsupportedElementTypeException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public UnsupportedElementTypeException(string message, Exception inner) : base(message, inner) { }
}
