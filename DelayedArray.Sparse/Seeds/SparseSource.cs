namespace DelayedArrays;

/// <summary>Where a sparse matrix is stored.</summary>
/// <param name="Format">The format, such as <c>HDF5</c>, as trees show it.</param>
/// <param name="File">The file or store, or null for a matrix in memory.</param>
/// <param name="Group">The group inside, or null.</param>
public sealed record SparseSource(string Format, string? File = null, string? Group = null)
{
    /// <summary>
    /// Whether all of the matrix is in the file itself, or in the files of the folder that <see cref="File"/> and
    /// <see cref="Group"/> name, so that an index of it can be kept: what they are like tells whether the matrix has changed.
    /// </summary>
    public bool CanBeIndexed { get; init; }

    /// <summary>
    /// The state of the file when it was opened (<see cref="MatrixIdentity.StateOf(long, DateTime)"/>), where the format knows it
    /// better than by looking at the file again.
    /// </summary>
    public string? State { get; init; }

    /// <summary>All of it in one line.</summary>
    public string Description => File is null ? Format : $"{Format} {File}::{Group}";

    /// <summary>The error for contents that are not as they should be.</summary>
    /// <param name="problem">What is wrong and what was expected.</param>
    public ArrayFormatException Error(string problem) => new(File ?? Format, Group, problem);
}
