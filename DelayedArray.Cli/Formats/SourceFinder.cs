namespace DelayedArrays;

/// <summary>Finds the files and stores that users name, or explains what exists instead.</summary>
internal static class SourceFinder
{
    // The most entries of a folder to look at, and the most to name.
    private const int MaxEntries = 10_000;
    private const int MaxNames = 16;

    /// <summary>Resolves a location. In a folder that is not a store, it is the only file or store inside.</summary>
    /// <exception cref="IOException">There is nothing that can be read.</exception>
    public static ArrayLocation Find(ArrayLocation location)
    {
        var path = location.Path;
        if (ArrayFormats.All.Any(format => format.Holds(location)))
            return location;
        if (Directory.Exists(path))
            return InFolder(location);
        throw File.Exists(path)
            ? new ArrayFormatException(path, null, $"is neither an HDF5 file nor a Zarr store{StoreAround(path)}")
            : new FileNotFoundException($"{location.Path}: there is no such file{Meant(location)}", location.Path);
    }

    private static ArrayLocation InFolder(ArrayLocation location)
    {
        string[] found = [.. Directory.EnumerateFileSystemEntries(location.Path).Take(MaxEntries).Where(IsSource).Order(StringComparer.Ordinal)];
        if (found.Length == 1)
            return location with { Path = found[0] };
        var names = found.Take(MaxNames).Select(entry => Path.GetFileName(entry));
        throw new ArrayFormatException(location.Path, null, "is a folder, but not a Zarr store; it contains " + (found.Length == 0
            ? "neither HDF5 files nor Zarr stores"
            : $"{string.Join(", ", names)}{(found.Length > MaxNames ? $" and {found.Length - MaxNames} more" : "")}: choose one"));
    }

    private static bool IsSource(string path) => ArrayFormats.All.Any(format => format.Lists(path));

    /// <summary>Suggests what a user meant by a path that does not exist.</summary>
    private static string Meant(ArrayLocation location)
    {
        // A location is divided at its last '::', which may belong to the name.
        var whole = location.Inner is null ? location.Path : $"{location.Path}::{location.Inner}";
        for (var at = whole.IndexOf("::", StringComparison.Ordinal); at > 0; at = whole.IndexOf("::", at + 1, StringComparison.Ordinal))
        {
            if (Path.Exists(whole[..at]) && at < location.Path.Length)
                return $"; the name '{whole[(at + 2)..]}' in {whole[..at]} is written {new ArrayLocation(whole[..at], whole[(at + 2)..])}";
        }
        for (var above = Path.GetDirectoryName(location.Path); !string.IsNullOrEmpty(above); above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
                return $"; {above} is a file; its content is written {new ArrayLocation(above, location.Path[(above.Length + 1)..])}";
            if (Directory.Exists(above))
                return StoreAround(location.Path);
        }
        return "";
    }

    /// <summary>Suggests the store around a path that leads into it.</summary>
    private static string StoreAround(string path)
    {
        string? store = null;
        for (var above = Path.GetDirectoryName(path); !string.IsNullOrEmpty(above); above = Path.GetDirectoryName(above))
        {
            if (ZarrFormat.IsStore(above))
                store = above;
        }
        return store is null ? "" : $"; {store} is a Zarr store; its content is written {store}::name";
    }
}
