namespace DelayedArrays;

// Finds the arrays and groups in a zip file or folder that is none itself, but has one or several in folders of its own.
public abstract partial class ZarrStore
{
    private const int MostRoots = 20;
    private const int MostFolders = 1000;
    private const int MostShown = 5;
    private const int MostLevels = 8;

    /// <summary>
    /// The key that a user means: the same if something is there, or if the root is an array or a group; otherwise the same within
    /// the only outermost array or group.
    /// </summary>
    /// <exception cref="ArrayFormatException">There are several, which the message names.</exception>
    internal StoreKey ResolveRoot(StoreKey key, CancellationToken cancellation = default)
    {
        if (!CanList || IsNode(StoreKey.Root, cancellation) || (!key.IsRoot && IsNode(key, cancellation)))
            return key;
        return FindRoots(cancellation) switch
        {
            [] => key,
            [var root] => key.IsRoot ? root : root / key.Path,
            var roots => throw new ArrayFormatException(
                Location, key.Path, $"there is no array or group; there are {Shown([.. roots.Select(root => root.Path)])}"),
        };
    }

    /// <summary>The names right under the root, in words; null if there are none, or the store cannot list them.</summary>
    internal string? Contents()
    {
        if (!CanList)
            return null;
        string[] names = [.. List(StoreKey.Root).Take(MostShown + 1).Select(entry => entry.HasChildren ? entry.Name + "/" : entry.Name)];
        return names.Length == 0 ? null : Shown(names);
    }

    private static string Shown(string[] names) =>
        string.Join(", ", names.Take(MostShown)) + (names.Length > MostShown ? ", ..." : "");

    private bool IsNode(StoreKey key, CancellationToken cancellation) =>
        Length(key / V3Metadata.Name, cancellation) is not null
        || Length(key / V2Metadata.ArrayName, cancellation) is not null
        || Length(key / V2Metadata.GroupName, cancellation) is not null;

    /// <summary>The outermost arrays and groups, of those that a bounded number of looks finds.</summary>
    private List<StoreKey> FindRoots(CancellationToken cancellation)
    {
        var found = new List<StoreKey>();
        var folders = new Queue<(StoreKey Key, int Level)>([(StoreKey.Root, 0)]);
        for (var looks = 0; looks < MostFolders && found.Count < MostRoots && folders.TryDequeue(out var folder); looks++)
        {
            foreach (var entry in List(folder.Key).Where(entry => entry.HasChildren && !StagingKeys.Is(entry.Name)))
            {
                var key = folder.Key / entry.Name;
                if (IsNode(key, cancellation))
                    found.Add(key);
                else if (folder.Level < MostLevels && folders.Count < MostFolders)
                    folders.Enqueue((key, folder.Level + 1));
            }
        }
        return found;
    }
}
