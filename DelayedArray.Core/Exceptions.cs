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

/// <summary>A selection does not fit the axis it is taken from. The message names the axis, the index and the length.</summary>
public sealed class SelectionException : ArgumentException
{
    /// <summary>Creates the exception with no detail.</summary>
    public SelectionException() { }

    /// <summary>Creates the exception with a message that names axis, index and length.</summary>
    public SelectionException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public SelectionException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>An operation does not exist for an element type, or a stored type has no element type here.</summary>
public sealed class UnsupportedElementTypeException : NotSupportedException
{
    /// <summary>Creates the exception with no detail.</summary>
    public UnsupportedElementTypeException() { }

    /// <summary>Creates the exception with a message that names the type and what was expected.</summary>
    public UnsupportedElementTypeException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public UnsupportedElementTypeException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>A file or store does not hold what it should. The message names the file, the object inside and what was expected.</summary>
public sealed class ArrayFormatException : IOException
{
    /// <summary>Creates the exception with no detail.</summary>
    public ArrayFormatException() { }

    /// <summary>Creates the exception with a message that names file, object and expectation.</summary>
    public ArrayFormatException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ArrayFormatException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Creates the exception for an object of a file.</summary>
    /// <param name="file">Path of the file or store.</param>
    /// <param name="path">Path of the object inside, or null or empty for the file itself.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public ArrayFormatException(string file, string? path, string problem, Exception? inner = null)
        : base(string.IsNullOrEmpty(path) ? $"{file}: {problem}" : $"{file}::{path}: {problem}", inner)
    {
        File = file;
        Path = path;
        Problem = problem;
    }

    /// <summary>The file or store, where known.</summary>
    public string? File { get; }

    /// <summary>The object inside the file, where known.</summary>
    public string? Path { get; }

    /// <summary>What is wrong, without the place; null where the place is not known.</summary>
    public string? Problem { get; }
}

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

/// <summary>
/// A change was refused since another one of the same file or store is in progress, or has come in between. Nothing was changed;
/// the same call may succeed later. The message names what was to be changed.
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
