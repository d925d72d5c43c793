namespace DelayedArrays;

/// <summary>
/// A file or store does not contain what it should. The message names the file, the object inside and what was expected.
/// </summary>
public sealed class ArrayFormatException : IOException
{
    /// <summary>Creates the exception with no detail.</summary>
    public ArrayFormatException() { }

    /// <summary>Creates the exception with a message that names the file, the object and what was expected.</summary>
    public ArrayFormatException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ArrayFormatException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Creates the exception for an object in a file.</summary>
    /// <param name="file">Path of the file or store.</param>
    /// <param name="path">Path of the object inside; null or empty for the file itself.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="inner">The cause, if any.</param>
    public ArrayFormatException(string file, string? path, string problem, Exception? inner = null)
        : base(string.IsNullOrEmpty(path) ? $"{file}: {problem}" : $"{file}::{path}: {problem}", inner)
    {
        File = file;
        Path = path;
        Problem = problem;
    }

    /// <summary>The file or store; null if unknown.</summary>
    public string? File { get; }

    /// <summary>The object inside the file; null if unknown.</summary>
    public string? Path { get; }

    /// <summary>What is wrong, without the file and object; null if these are unknown.</summary>
    public string? Problem { get; }
}
