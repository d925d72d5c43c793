namespace DelayedArrays;

/// <summary>The location of a stored sparse matrix.</summary>
/// <param name="Format">The format as trees show it, such as <c>HDF5</c>.</param>
/// <param name="File">The file or store; null for a matrix in memory.</param>
/// <param name="Group">The group in it, or null.</param>
public sealed record SparseLocation(string Format, string? File = null, string? Group = null)
{
    /// <summary>
    /// Whether an index of the matrix can be kept. The whole matrix must be in the file itself, or in the files of the folder given by
    /// <see cref="File"/> and <see cref="Group"/>, so that their states tell whether the matrix has changed.
    /// </summary>
    public bool CanBeIndexed { get; init; }

    /// <summary>
    /// The state of the file when it was opened (<see cref="MatrixIdentity.StateOf(long, DateTime)"/>), if the format knows it. Otherwise
    /// the file is inspected again.
    /// </summary>
    public string? State { get; init; }

    /// <summary>Format and location in one line.</summary>
    public string Description => File is null ? Format : $"{Format} {File}::{Group}";

    /// <summary>Makes the exception for invalid content.</summary>
    /// <param name="problem">What is wrong and what was expected.</param>
    public ArrayFormatException Error(string problem) => new(File ?? Format, Group, problem);
}
