namespace DelayedArrays;

// Finds the arrays and groups in a zip file or folder that is not one itself but contains some in its folders.
public abstract partial class ZarrStore
{
    private const int MaxRoots = 20;
    private const int MaxFolders = 1000;
    private const int MaxShown = 5;
    private const int MaxLevels = 8;

    /// <summary>
    /// Resolves a key that a user gives. If something exists there, or if the root is an array or group, it is the key itself. Otherwise
    /// it is the same path within the only outermost array or group.
    /// </summary>
    /// <exception cref="ArrayFormatException">There are several outermost arrays or groups. The message names them.</exception>
    internal StoreKey ResolveRoot(StoreKey key, CancellationToken cancellation = default)
    {
        if (!CanList || HasMetadata(StoreKey.Root, cancellation) || (!key.IsRoot && HasMetadata(key, cancellation)))
            return key;
        return FindRoots(cancellation) switch
        {
            [] => key,
            [var root] => key.IsRoot ? root : root / key.Path,
            var roots => throw new ArrayFormatException(
                Location, key.Path, $"there is no array or group; found {Shown([.. roots.Select(root => root.Path)])}"),
        };
    }

    /// <summary>Lists the names directly under the root for messages; null if there are none, or if the store cannot list.</summary>
    internal string? Contents()
    {
        if (!CanList)
            return null;
        string[] names = [.. List(StoreKey.Root).Take(MaxShown + 1).Select(entry => entry.HasChildren ? entry.Name + "/" : entry.Name)];
        return names.Length == 0 ? null : Shown(names);
    }

    private static string Shown(string[] names) =>
        string.Join(", ", names.Take(MaxShown)) + (names.Length > MaxShown ? ", ..." : "");

    /// <summary>Searches for the outermost arrays and groups, in a limited number of folders.</summary>
    private List<StoreKey> FindRoots(CancellationToken cancellation)
    {
        var found = new List<StoreKey>();
        var folders = new Queue<(StoreKey Key, int Level)>([(StoreKey.Root, 0)]);
        for (var looks = 0; looks < MaxFolders && found.Count < MaxRoots && folders.TryDequeue(out var folder); looks++)
        {
            foreach (var entry in List(folder.Key).Where(entry => entry.HasChildren && !StagingKeys.Is(entry.Name)))
            {
                var key = folder.Key / entry.Name;
                if (HasMetadata(key, cancellation))
                    found.Add(key);
                else if (folder.Level < MaxLevels && folders.Count < MaxFolders)
                    folders.Enqueue((key, folder.Level + 1));
            }
        }
        return found;
    }
}
