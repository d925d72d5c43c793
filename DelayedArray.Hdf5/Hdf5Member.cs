namespace DelayedArrays;

/// <summary>A link of a group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its path from the root.</param>
/// <param name="Kind">What it leads to.</param>
/// <param name="Link">How it leads there.</param>
/// <param name="TargetFile">The file that an external link names, as stored.</param>
/// <param name="TargetPath">The path that a soft or external link names.</param>
public sealed record Hdf5Member(
    string Name, string Path, Hdf5ObjectKind Kind, Hdf5LinkKind Link, string? TargetFile = null, string? TargetPath = null)
{
    /// <summary>Why the object, or the content of the group, cannot be read; null if it can.</summary>
    public string? Damage { get; init; }
}
