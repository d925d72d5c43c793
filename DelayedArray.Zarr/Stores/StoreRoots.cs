namespace DelayedArrays;

/// <summary>
/// Finds the arrays and groups in what is none itself: a zip file or a folder that has one store, or several, in folders of its own.
/// </summary>
internal static class StoreRoots
{
    private const int MostRoots = 20;
    private const int MostFolders = 1000;
    private const int MostShown = 5;
    private const int MostLevels = 8;

    /// <summary>
    /// The key that is meant by another: the same if something is there, or if the root is an array or a group; otherwise the same within
    /// the only array or group that others are not in.
    /// </summary>
    /// <exception cref="ArrayFormatException">There are several, which the message names.</exception>
    public static StoreKey Resolve(ZarrStore store, StoreKey key, CancellationToken cancellation = default)
    {
        if (!store.CanList || IsNode(store, StoreKey.Root, cancellation) || (!key.IsRoot && IsNode(store, key, cancellation)))
            return key;
        return Find(store, cancellation) switch
        {
            [] => key,
            [var root] => key.IsRoot ? root : root / key.Path,
            var roots => throw new ArrayFormatException(
                store.Location, key.Path, $"there is no array or group; there are {Shown([.. roots.Select(root => root.Path)])}"),
        };
    }

    /// <summary>What is right under the root, in words; null if nothing is, or it cannot be listed.</summary>
    public static string? Contents(ZarrStore store)
    {
        if (!store.CanList)
            return null;
        string[] names = [.. store.List(StoreKey.Root).Take(MostShown + 1).Select(entry => entry.HasChildren ? entry.Name + "/" : entry.Name)];
        return names.Length == 0 ? null : Shown(names);
    }

    private static string Shown(string[] names) =>
        string.Join(", ", names.Take(MostShown)) + (names.Length > MostShown ? ", ..." : "");

    private static bool IsNode(ZarrStore store, StoreKey key, CancellationToken cancellation) =>
        store.Length(key / V3Metadata.Name, cancellation) is not null
        || store.Length(key / V2Metadata.ArrayName, cancellation) is not null
        || store.Length(key / V2Metadata.GroupName, cancellation) is not null;

    /// <summary>The arrays and groups that others are not in, of those that are found with a bounded number of looks.</summary>
    private static List<StoreKey> Find(ZarrStore store, CancellationToken cancellation)
    {
        List<StoreKey> found = [];
        Queue<(StoreKey Key, int Level)> folders = new([(StoreKey.Root, 0)]);
        for (var looks = 0; looks < MostFolders && found.Count < MostRoots && folders.TryDequeue(out var folder); looks++)
        {
            foreach (var entry in store.List(folder.Key).Where(entry => entry.HasChildren && !StagingKeys.Is(entry.Name)))
            {
                var key = folder.Key / entry.Name;
                if (IsNode(store, key, cancellation))
                    found.Add(key);
                else if (folder.Level < MostLevels && folders.Count < MostFolders)
                    folders.Enqueue((key, folder.Level + 1));
            }
        }
        return found;
    }
}
