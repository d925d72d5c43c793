namespace DelayedArrays.Zarr;

/// <summary>
/// An array or group that is written under a hidden key and moved to its own key when it is complete. The root of an empty store that is
/// no folder is written directly: its metadata, written last, make it visible.
/// </summary>
internal sealed class StagedObject : IDisposable
{
    private readonly StagingRecord _record;
    private readonly ValueState[] _found;
    private readonly TimeSpan _wait;
    private IDisposable? _root;
    private StoreKey? _replaced;

    private StagedObject(ZarrTarget target, StoreKey key, StagingRecord record, TimeSpan wait)
    {
        Target = target;
        Key = key;
        _record = record;
        _wait = wait;
        _found = target.States();
        Replaces = target.Exists();
    }

    /// <summary>The final location.</summary>
    public ZarrTarget Target { get; }

    /// <summary>The key under which it is written.</summary>
    public StoreKey Key { get; }

    /// <summary>Whether there was an object when the write began.</summary>
    public bool Replaces { get; }

    /// <summary>Whether this continues an interrupted write.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Whether an incomplete object stays, hidden, to be continued later.</summary>
    public bool IsKept => _record.IsKept && !IsInPlace;

    private ZarrStore Store => Target.Store;

    private bool IsInPlace => Key == Target.Key;

    /// <summary>Starts to write an object.</summary>
    /// <param name="target">The final location.</param>
    /// <param name="plan">Identifies the write: only an interrupted write with the same plan is continued.</param>
    /// <param name="overwrite">Whether to replace an existing object.</param>
    /// <param name="resume">Whether to continue an interrupted write.</param>
    /// <param name="wait">How long to wait for other changes.</param>
    /// <exception cref="IOException">There is an object already, or an interrupted write with another plan.</exception>
    /// <exception cref="ConcurrentChangeException">Another change took longer than this one may wait.</exception>
    public static StagedObject Begin(ZarrTarget target, string plan, bool overwrite, bool resume, TimeSpan wait)
    {
        var locks = target.Locks();
        using var hierarchy = TakeHierarchy(target, locks, wait);
        Restore(target);
        if (target.Exists())
        {
            if (!overwrite)
                throw new IOException($"{target}: something exists there already; expected a new name, or permission to overwrite");
            target.CheckReplaceable();
        }
        var staged = new StagedObject(
            target, target.IsNewRoot() ? target.Key : StagingKeys.New(target.Key), StagingRecord.New(target.Key, plan, resume), wait);
        if (staged.IsInPlace)
        {
            // Until the metadata exist, only this lock tells others about the write.
            staged._root = locks.TakeObject(target.Key, TimeSpan.Zero);
            return staged;
        }
        staged.TakeOver(overwrite, resume);
        staged.WriteRecord();
        return staged;
    }

    /// <summary>Moves the object into place. The caller has written its metadata and locked the hierarchy.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    /// <exception cref="ConcurrentChangeException">Others have written the same object meanwhile, or are writing it.</exception>
    public void Commit()
    {
        if (IsInPlace)
            return;
        if (StagingRecord.TryRead(Store, Key)?.Writer != _record.Writer)
            throw new ConcurrentChangeException($"{Target}: another write of the same object has begun and taken the place of this one");
        if (!Target.States().AsSpan().SequenceEqual(_found))
        {
            throw new ConcurrentChangeException(
                $"{Target}: has been {(Replaces ? "changed" : "written")} by someone else since this write began, and stays as it is now");
        }
        if (!Target.Key.IsRoot)
        {
            Replace();
            return;
        }
        Store.MoveToRoot(Key);
        DeleteRecord();
    }

    /// <summary>Removes the replaced object. This may take long and needs no lock.</summary>
    public void RemoveReplaced()
    {
        if (_replaced is not { } replaced)
            return;
        _replaced = null;
        Store.DeleteAll(replaced);
    }

    /// <summary>Removes what was written. Errors are ignored, so that the original one is reported.</summary>
    public void Discard()
    {
        try
        {
            Store.DeleteAll(Key);
        }
        catch (IOException)
        {
            // The rest is hidden. The next write of the same object removes it.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _root?.Dispose();

    private static IDisposable TakeHierarchy(ZarrTarget target, StoreLocks locks, TimeSpan wait)
    {
        try
        {
            return locks.TakeHierarchy(wait);
        }
        catch (IOException error) when (error is not ConcurrentChangeException)
        {
            throw target.Location.CannotWrite("it", error);
        }
    }

    private void Replace()
    {
        if (!Replaces)
        {
            Store.Move(Key, Target.Key);
            DeleteRecord();
            return;
        }
        var aside = StagingKeys.ReplacedBy(Key);
        // An editor about to replace a chunk of the old array must not replace one of the new array.
        using (Target.Locks().TakeAllChunks(_wait))
            Store.Replace(Key, Target.Key, aside);
        _replaced = aside;
        DeleteRecord();
    }

    private void DeleteRecord() => Store.Delete(Target.Key / StagingRecord.Name);

    /// <summary>Puts back objects of this target and others that an interrupted write had moved aside.</summary>
    private static void Restore(ZarrTarget target)
    {
        foreach ((var displaced, var staging) in StagingKeys.Displaced(target.Store))
        {
            var isOwn = StagingKeys.IsFor(displaced, target.Key);
            var owner = isOwn ? target
                : StagingRecord.TryRead(target.Store, staging) is { Target.Length: > 0 } record && StoreKey.IsKey(record.Target) ? target with { Key = new StoreKey(record.Target) }
                : null;
            if (owner?.Exists() == false)
                target.Store.Move(displaced, owner.Key);
            else if (isOwn)
                target.Store.DeleteAll(displaced);
        }
    }

    private void TakeOver(bool overwrite, bool resume)
    {
        var interrupted = Left();
        foreach (var left in interrupted.Where(_ => resume))
        {
            if (IsResumed || StagingRecord.TryRead(Store, left)?.Plan != _record.Plan)
                continue;
            Store.Move(left, Key);
            Store.RemoveAbandoned(Key);
            IsResumed = true;
        }
        if (resume && !overwrite && !IsResumed && interrupted.Exists(left => StagingRecord.TryRead(Store, left) is not null))
        {
            throw new IOException(
                $"{Target}: a write of another shape, or with other chunks or codecs, was interrupted; expected the same, or permission to overwrite");
        }
        foreach (var left in Left().Where(left => left != Key))
            Store.DeleteAll(left);
        foreach (var left in StagingKeys.All(Store).Where(left => left != Key && StagingRecord.TryRead(Store, left) is { IsAbandoned: true }))
            Store.DeleteAll(left);
    }

    /// <summary>
    /// Finds what ended writes of the target have left. If two programs write it now, the first to finish puts its object in place.
    /// </summary>
    private List<StoreKey> Left() =>
        [.. StagingKeys.Interrupted(Store, Target.Key).Where(left => StagingRecord.TryRead(Store, left) is not { IsOfAnother: true })];

    private void WriteRecord()
    {
        try
        {
            _record.Write(Store, Key);
        }
        catch (IOException error)
        {
            if (!IsResumed)
                Discard();
            throw Target.Location.CannotWrite("it", error);
        }
    }
}
