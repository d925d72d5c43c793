namespace DelayedArrays;

/// <summary>
/// Writes arrays to a store. They appear, each of them complete, when the transaction is committed. Otherwise disposing removes what was
/// written, except that writes that may be resumed keep their finished chunks, hidden.
/// </summary>
/// <remarks>
/// Transactions of several threads and programs on one store may overlap. They write side by side and put their arrays in place one after
/// the other. If others have written or changed an array meanwhile, it stays as it is, and the commit is refused with
/// <see cref="ConcurrentChangeException"/>. A zip file has one transaction at a time. Others wait for its end.
/// </remarks>
public sealed class ZarrTransaction : IDisposable
{
    private readonly List<(StagedObject Object, int Version, Action WriteMetadata)> _staged = [];
    private readonly string? _newFolder;
    private readonly bool _ownsStore;
    private readonly TimeSpan _wait;
    private bool _isDone;

    private ZarrTransaction(ZarrStore store, bool ownsStore, string? newFolder, TimeSpan? wait)
    {
        Store = store;
        _wait = wait ?? ChangeLock.DefaultWait;
        _ownsStore = ownsStore;
        _newFolder = newFolder;
    }

    /// <summary>The store.</summary>
    public ZarrStore Store { get; }

    /// <summary>Starts to change a store, which stays open. The owner of a store that collects writes must complete it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lockTimeout">
    /// How long to wait for other changes of the store; by default as in <see cref="ExecutionOptions.LockTimeout"/>.
    /// </param>
    /// <exception cref="NotSupportedException">The store is read-only.</exception>
    public static ZarrTransaction Begin(ZarrStore store, TimeSpan? lockTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.IsWritable
            ? new(store, ownsStore: false, null, lockTimeout)
            : throw new NotSupportedException($"{store.Location}: the store is read-only");
    }

    /// <summary>Starts to change a folder or zip file. It is created if it does not exist.</summary>
    /// <param name="location">As for <see cref="ZarrStores.OpenForWriting"/>.</param>
    /// <param name="options">How long to wait for other changes, and how zip files are changed.</param>
    /// <inheritdoc cref="ZarrStores.OpenForWriting" path="/exception"/>
    public static ZarrTransaction Begin(string location, StoreWriteOptions options = default)
    {
        var isNew = !Directory.Exists(location) && !File.Exists(location);
        var store = ZarrStores.OpenForWriting(location, options);
        return new(store, ownsStore: true, isNew && store is DirectoryZarrStore ? location : null, options.LockTimeout);
    }

    /// <summary>Makes all writes visible.</summary>
    /// <exception cref="IOException">An array cannot be put in place. The one that it would replace is unchanged.</exception>
    /// <exception cref="ConcurrentChangeException">
    /// Others have written the same array meanwhile, or hold the store for too long.
    /// </exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_isDone, this);
        while (_staged.Count > 0)
        {
            (var staged, var version, var writeMetadata) = _staged[0];
            writeMetadata();
            Place(staged, version);
        }
        if (_ownsStore)
            Store.Complete();
        _isDone = true;
        if (_ownsStore)
            Store.Dispose();
    }

    /// <summary>Undoes what was not committed.</summary>
    public void Dispose()
    {
        if (_isDone)
            return;
        _isDone = true;
        foreach ((var staged, _, _) in _staged)
        {
            if (!staged.IsKept)
                staged.Discard();
            staged.Dispose();
        }
        if (_ownsStore)
            Store.Dispose();
        if (_newFolder is not null)
            TryRemove(_newFolder);
    }

    /// <summary>Starts to write an object under a hidden key.</summary>
    /// <param name="target">The final location.</param>
    /// <param name="version">The version of Zarr for missing groups.</param>
    /// <param name="plan">Identifies the write.</param>
    /// <param name="options">Overwriting, resuming.</param>
    /// <param name="writeMetadata">Writes the metadata under the hidden key. It is called last.</param>
    internal StagedObject Stage(ZarrTarget target, int version, string plan, ZarrWriteOptions options, Action<StagedObject> writeMetadata)
    {
        ObjectDisposedException.ThrowIf(_isDone, this);
        var staged = StagedObject.Begin(target, plan, options.Overwrite, options.Resume, _wait);
        _staged.Add((staged, version, () => WriteMetadata(staged, writeMetadata)));
        return staged;
    }

    private static void WriteMetadata(StagedObject staged, Action<StagedObject> write)
    {
        try
        {
            write(staged);
        }
        catch (IOException error)
        {
            throw staged.Target.Location.CannotWrite("its metadata", error);
        }
    }

    private void Place(StagedObject staged, int version)
    {
        var locks = staged.Target.Locks();
        // An object is replaced only after an append to it has ended.
        using (staged.Replaces ? locks.TakeObject(staged.Target.Key, _wait) : null)
        using (locks.TakeHierarchy(_wait))
            CommitInGroups(staged, version);
        staged.RemoveReplaced();
        staged.Dispose();
    }

    private void CommitInGroups(StagedObject staged, int version)
    {
        if (staged.Target.GroupVersion() is { } around && around != version)
            throw new ConcurrentChangeException($"{staged.Target}: the groups around it have changed to Zarr {around} since a write of version {version} began");
        List<StoreKey> made = [];
        try
        {
            staged.Target.CreateGroups(version, made);
            var update = ConsolidatedUpdate.Begin(staged.Target, staged.Replaces);
            try
            {
                staged.Commit();
                _staged.RemoveAt(0);
            }
            finally
            {
                update.Finish();
            }
        }
        catch when (!staged.Target.Exists())
        {
            TryDeleteGroups(staged.Target, made);
            throw;
        }
    }

    private static void TryDeleteGroups(ZarrTarget target, List<StoreKey> made)
    {
        try
        {
            target.DeleteGroups(made);
        }
        catch (IOException)
        {
            // The reported failure says more, and an empty group does no harm.
        }
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Others have put something there meanwhile, or a write is kept to be resumed.
        }
    }
}
