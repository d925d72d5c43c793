using System.IO.Enumeration;

namespace DelayedArrays;

/// <content>Listing.</content>
public sealed partial class DirectoryZarrStore
{
    /// <inheritdoc/>
    public override IEnumerable<StoreEntry> List(StoreKey key)
    {
        var folder = new DirectoryInfo(PathOf(key));
        _links.CheckReading(folder.FullName, key);
        if (PartialFile.Has(key))
            return [];
        if (!folder.Exists)
        {
            CheckSearchable(folder.FullName, key);
            return [];
        }
        var entries = Entries(folder, key);
        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    /// <inheritdoc/>
    internal override IEnumerable<StoreEntry> Enumerate(StoreKey key)
    {
        var folder = PathOf(key);
        _links.CheckReading(folder, key);
        if (PartialFile.Has(key) || !Directory.Exists(folder))
            yield break;
        using var entries = Guarded(key, () => Found(folder).GetEnumerator());
        while (Guarded(key, entries.MoveNext))
        {
            if (!PartialFile.Is(entries.Current.Name) && StoreKey.IsKey(entries.Current.Name))
                yield return entries.Current;
        }
    }

    private static FileSystemEnumerable<StoreEntry> Found(string folder) => new(
        folder, static (ref FileSystemEntry entry) => new StoreEntry(entry.FileName.ToString(), entry.IsDirectory),
        new EnumerationOptions { AttributesToSkip = default, IgnoreInaccessible = false });

    private List<StoreEntry> Entries(DirectoryInfo folder, StoreKey key)
    {
        var entries = new List<StoreEntry>();
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                if (!PartialFile.Is(entry.Name) && StoreKey.IsKey(entry.Name))
                    entries.Add(new StoreEntry(entry.Name, entry.Attributes.HasFlag(FileAttributes.Directory) || MayBeFolder(entry)));
            }
            return entries;
        }
        catch (DirectoryNotFoundException)
        {
            // The folder was removed after it was found.
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotList(key, error);
        }
    }

    /// <summary>Whether an entry is a link that leads nowhere. Such a link may stand for a folder elsewhere.</summary>
    private static bool MayBeFolder(FileSystemInfo entry)
    {
        if (!entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || DocumentName.IsReserved(entry.Name))
            return false;
        try
        {
            return entry.ResolveLinkTarget(returnFinalTarget: true) is { Exists: false };
        }
        catch (IOException)
        {
            // The links form a circle.
            return true;
        }
    }

    private T Guarded<T>(StoreKey key, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotList(key, error);
        }
    }

    private IOException CannotList(StoreKey key, Exception error) =>
        new($"{(key.IsRoot ? Location : $"{Location}::{key}")}: the folder cannot be listed: {error.Message}", error);
}
