namespace DelayedArrays.Zarr;

/// <summary>The final location of an array or group.</summary>
/// <param name="Store">The store through which it is written.</param>
/// <param name="Key">Its key in the store.</param>
/// <param name="First">
/// The outermost key of the hierarchy: the root, or the target itself if the store is the folder around the one that the user named.
/// </param>
internal sealed partial record ZarrTarget(ZarrStore Store, StoreKey Key, StoreKey First)
{
    /// <summary>The location as named in messages about metadata.</summary>
    public ZarrLocation Location => new(Store.Location, Key.Path);

    /// <summary>Whether it is the root of an empty store.</summary>
    public bool IsNewRoot() => Key.IsRoot && !(Store.CanList ? Store.List(Key).Any() : Store.HasMetadata(Key));

    /// <summary>
    /// Finds the target for a path in a store. A whole folder is written beside itself, so that it can be replaced in one step.
    /// </summary>
    /// <exception cref="ArgumentException">The path has the name of a metadata document.</exception>
    public static ZarrTarget Of(ZarrStore store, string path)
    {
        var key = StoreKey.Of(path);
        if (Array.Find(key.Path.Split('/'), DocumentName.IsReserved) is { } reserved)
            throw new ArgumentException($"{store.Location}::{key}: '{reserved}' is a name of metadata; expected another name", nameof(path));
        return key.IsRoot && store is DirectoryZarrStore folder && folder.Around() is var (around, name)
            ? new(around, name, name)
            : new(store, key, StoreKey.Root);
    }

    /// <summary>Whether anything is there: an array, a group, a value, or values below it.</summary>
    public bool Exists() => Key.IsRoot
        ? Store.CanList ? Store.List(Key).Any(entry => !StagingKeys.Is(entry.Name)) : Store.HasMetadata(Key)
        : Store.Length(Key) is not null || Store.HasMetadata(Key) || (Store.CanList && Store.List(Key).Any());

    /// <summary>Lists the keys above it in the hierarchy, outermost first.</summary>
    public IEnumerable<StoreKey> Ancestors()
    {
        if (Key == First)
            yield break;
        yield return StoreKey.Root;
        for (var slash = Key.Path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = Key.Path.IndexOf('/', slash + 1))
            yield return new StoreKey(Key.Path[..slash]);
    }

    /// <summary>Gets the locks that order concurrent changes of the hierarchy.</summary>
    public StoreLocks Locks() => Store.LocksOf(First);

    /// <summary>The store and the path, as named by the user.</summary>
    public override string ToString() => Key.IsRoot ? Store.Location
        : First.IsRoot ? $"{Store.Location}::{Key}"
        : System.IO.Path.Combine(Store.Location, Key.Path);
}
