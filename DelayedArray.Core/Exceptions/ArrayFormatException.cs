namespace DelayedArrays;

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
