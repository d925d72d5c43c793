namespace DelayedArrays;

/// <summary>A chunk could not be encoded or decoded, or its codec is not available.</summary>
public sealed class CodecException : IOException
{
    /// <summary>Creates the exception with no detail.</summary>
    public CodecException() { }

    /// <summary>Creates the exception with a message that names the codec and what failed.</summary>
    public CodecException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public CodecException(string message, Exception inner) : base(message, inner) { }
}
