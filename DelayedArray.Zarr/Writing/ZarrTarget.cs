namespace DelayedArrays.Zarr;

/// <summary>Where an array or group is going to be.</summary>
/// <param name="Store">The store it is written through.</param>
/// <param name="Key">Its key there.</param>
/// <param name="First">
/// The outermost key that belongs to the hierarchy: the root, but the target itself where the store is the folder around the one
/// that the user named.
/// </param>
internal sealed partial record ZarrTarget(ZarrStore Store, StoreKey Key, StoreKey First)
{
    /// <summary>The location as messages about metadata name it.</summary>
    public ZarrLocation Location => new(Store.Location, Key.Path);

    /// <summary>Whether it is the root of a store in which there is nothing at all.</summary>
    public bool IsNewRoot() => Key.IsRoot && !(Store.CanList ? Store.List(Key).Any() : Store.HasMetadata(Key));

    /// <summary>The target for a path in a store. A folder is written beside itself, so that it can be replaced as a whole.</summary>
    /// <exception cref="ArgumentException">The path has a name of metadata, which an object would take the place of.</exception>
    public static ZarrTarget Of(ZarrStore store, string path)
    {
        var key = StoreKey.Of(path);
        if (Array.Find(key.Path.Split('/'), DocumentName.IsReserved) is { } reserved)
            throw new ArgumentException($"{store.Location}::{key}: '{reserved}' is a name of metadata; expected another name", nameof(path));
        return key.IsRoot && store is DirectoryZarrStore folder && folder.Around() is var (around, name)
            ? new(around, name, name)
            : new(store, key, StoreKey.Root);
    }

    /// <summary>Whether there is anything: an array, a group, a value, or values under it.</summary>
    public bool Exists() => Key.IsRoot
        ? Store.CanList ? Store.List(Key).Any(entry => !StagingKeys.Is(entry.Name)) : Store.HasMetadata(Key)
        : Store.Length(Key) is not null || Store.HasMetadata(Key) || (Store.CanList && Store.List(Key).Any());

    /// <summary>The keys above that belong to the hierarchy, outermost first.</summary>
    public IEnumerable<StoreKey> Ancestors()
    {
        if (Key == First)
            yield break;
        yield return StoreKey.Root;
        for (var slash = Key.Path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = Key.Path.IndexOf('/', slash + 1))
            yield return new StoreKey(Key.Path[..slash]);
    }

    /// <summary>What those who change the hierarchy at the same time take in turn.</summary>
    public StoreLocks Locks() => Store.LocksOf(First);

    /// <summary>The store and the path, as the user named them.</summary>
    public override string ToString() => Key.IsRoot ? Store.Location
        : First.IsRoot ? $"{Store.Location}::{Key}"
        : System.IO.Path.Combine(Store.Location, Key.Path);
}
