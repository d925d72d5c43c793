namespace DelayedArrays;

/// <summary>The location of an array: a file or store, and a name inside it.</summary>
/// <param name="Path">Path of the file.</param>
/// <param name="Inner">The name inside, escaped as names are shown (<see cref="EscapedName"/>); null for the whole.</param>
/// <param name="Layout">The compressed axis of a sparse group, if the user states it.</param>
/// <param name="Shape">The shape of a sparse group, if the user states it.</param>
internal sealed record ArrayLocation(string Path, string? Inner, SparseLayout? Layout = null, Shape? Shape = null)
{
    private const string Separator = "::";
    private const string Colon = @"\x3A";

    /// <summary>How a Zarr store is opened.</summary>
    public ZarrStoreOptions Stores { get; init; } = ZarrStoreOptions.Default;

    /// <summary>Whether the user states the layout or shape of a sparse group.</summary>
    public bool StatesLayout => Layout is not null || Shape is not null;

    /// <summary>Parses <c>path</c> or <c>path::inner/name</c>. A colon in the path or name may be written <c>\x3A</c>.</summary>
    public static ArrayLocation Parse(string text)
    {
        var at = text.LastIndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? new(Unescaped(text), null) : new(Unescaped(text[..at]), text[(at + 2)..] is { Length: > 0 } inner ? inner : null);
    }

    /// <summary>The location as a user may write it.</summary>
    public override string ToString() => Inner is null ? Escaped(Path) : $"{Escaped(Path)}{Separator}{Escaped(Inner)}";

    private static string Escaped(string text) => text.Replace(Separator, Colon + ":", StringComparison.Ordinal);

    // Nothing else is escaped in paths, because paths on Windows contain backslashes.
    private static string Unescaped(string path) => path.Replace(Colon, ":", StringComparison.OrdinalIgnoreCase);
}
