namespace DelayedArrays;

/// <summary>Where an array is: a file or store, and a name inside it.</summary>
/// <param name="Path">Path of the file.</param>
/// <param name="Inner">The name inside, escaped as names are shown (<see cref="EscapedName"/>); or null.</param>
/// <param name="Layout">How a sparse group there is compressed, where the user says it.</param>
/// <param name="Shape">The shape of a sparse group there, where the user says it.</param>
internal sealed record ArrayLocation(string Path, string? Inner, SparseLayout? Layout = null, Shape? Shape = null)
{
    private const string Separator = "::";
    private const string Colon = @"\x3A";

    /// <summary>How a Zarr store is opened.</summary>
    public ZarrStoreOptions Stores { get; init; } = ZarrStoreOptions.Default;

    /// <summary>Whether the user says what a sparse group does not.</summary>
    public bool SaysLayout => Layout is not null || Shape is not null;

    /// <summary>Reads <c>path</c> or <c>path::inner/name</c>. A colon of a path or name may be written <c>\x3A</c>.</summary>
    public static ArrayLocation Parse(string text)
    {
        var at = text.LastIndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? new(Unescaped(text), null) : new(Unescaped(text[..at]), text[(at + 2)..] is { Length: > 0 } inner ? inner : null);
    }

    /// <summary>As the user may write it.</summary>
    public override string ToString() => Inner is null ? Escaped(Path) : $"{Escaped(Path)}{Separator}{Escaped(Inner)}";

    private static string Escaped(string text) => text.Replace(Separator, Colon + ":", StringComparison.Ordinal);

    // Of paths nothing else is escaped: on Windows they have backslashes.
    private static string Unescaped(string path) => path.Replace(Colon, ":", StringComparison.OrdinalIgnoreCase);
}
