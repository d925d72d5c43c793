using System.IO.Compression;
using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Makes stores in memory of folders, zip files and texts.</summary>
internal static class MemoryCopies
{
    /// <summary>Copies a folder or a zip file. Of several entries with one name, the last counts.</summary>
    public static MemoryZarrStore Of(string path)
    {
        MemoryZarrStore store = new();
        if (Directory.Exists(path))
        {
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
                store.Write(new StoreKey(Path.GetRelativePath(path, file).Replace('\\', '/')), File.ReadAllBytes(file));
            return store;
        }
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            using var stream = entry.Open();
            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            store.Write(new StoreKey(entry.FullName), bytes.ToArray());
        }
        return store;
    }

    /// <summary>A store of the given keys and texts.</summary>
    public static MemoryZarrStore Of(params ReadOnlySpan<(string Key, string Text)> values)
    {
        MemoryZarrStore store = new();
        foreach ((var key, var text) in values)
            store.Write(new StoreKey(key), Encoding.UTF8.GetBytes(text));
        return store;
    }
}
