namespace DelayedArrays;

/// <summary>Two shapes do not fit together in an operation. The message names both.</summary>
public sealed class ShapeMismatchException : ArgumentException
{
    /// <summary>Creates the exception with no detail.</summary>
    public ShapeMismatchException() { }

    /// <summary>Creates the exception with a message that names both shapes.</summary>
    public ShapeMismatchException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ShapeMismatchException(string message, Exception inner) : base(message, inner) { }
}
