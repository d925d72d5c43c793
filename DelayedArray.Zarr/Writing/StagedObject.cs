namespace DelayedArrays.Zarr;

/// <summary>
/// An array or group that is written under a hidden key and moved to its own when it is complete. The first in a store that is no
/// folder is written at the root right away: the metadata, written last, make it visible.
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

    /// <summary>Where it is going to be.</summary>
    public ZarrTarget Target { get; }

    /// <summary>Where it is written.</summary>
    public StoreKey Key { get; }

    /// <summary>Whether there was something when the write began.</summary>
    public bool Replaces { get; }

    /// <summary>Whether an interrupted write is continued.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Whether what is written stays, hidden, if it is not completed.</summary>
    public bool IsKept => _record.IsKept && !IsInPlace;

    private ZarrStore Store => Target.Store;

    private bool IsInPlace => Key == Target.Key;

    /// <summary>Starts to write an object.</summary>
    /// <param name="target">Where it is going to be.</param>
    /// <param name="plan">What tells this write from others; an interrupted one is continued only if its plan was the same.</param>
    /// <param name="overwrite">Whether what is there is replaced.</param>
    /// <param name="resume">Whether an interrupted write is continued.</param>
    /// <param name="wait">How long to wait for other changes.</param>
    /// <exception cref="IOException">There is something already, or an interrupted write of another plan.</exception>
    /// <exception cref="ConcurrentChangeException">Another change took longer than this one may wait.</exception>
    public static StagedObject Begin(ZarrTarget target, string plan, bool overwrite, bool resume, TimeSpan wait)
    {
        var locks = target.Locks();
        using var hierarchy = TakeHierarchy(target, locks, wait);
        Restore(target);
        if (target.Exists())
        {
            if (!overwrite)
                throw new IOException($"{target}: there is something already; expected a new name, or to be told to overwrite");
            target.CheckReplaceable();
        }
        var staged = new StagedObject(
            target, target.IsNewRoot() ? target.Key : StagingKeys.New(target.Key), StagingRecord.New(target.Key, plan, resume), wait);
        if (staged.IsInPlace)
        {
            // Nothing tells others that somebody writes here, until there is something.
            staged._root = locks.TakeObject(target.Key, TimeSpan.Zero);
            return staged;
        }
        staged.TakeOver(overwrite, resume);
        staged.WriteRecord();
        return staged;
    }

    /// <summary>Moves the object into place. Its metadata are written; the hierarchy is locked.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    /// <exception cref="ConcurrentChangeException">Somebody else has written the same object meanwhile, or is writing it.</exception>
    public void Commit()
    {
        if (IsInPlace)
            return;
        if (StagingRecord.TryRead(Store, Key)?.Writer != _record.Writer)
            throw new ConcurrentChangeException($"{Target}: another write of the same object has begun and taken the place of this one");
        if (!Target.States().AsSpan().SequenceEqual(_found))
        {
            throw new ConcurrentChangeException(
                $"{Target}: has been {(Replaces ? "changed" : "written")} by somebody else since this write began, and stays as it is now");
        }
        if (!Target.Key.IsRoot)
        {
            Replace();
            return;
        }
        Store.MoveToRoot(Key);
        DeleteRecord();
    }

    /// <summary>Removes what was replaced, which may take long. No lock is needed.</summary>
    public void RemoveReplaced()
    {
        if (_replaced is not { } replaced)
            return;
        _replaced = null;
        Store.DeleteAll(replaced);
    }

    /// <summary>Removes what was written. Errors are not reported, for another one is the reason.</summary>
    public void Discard()
    {
        try
        {
            Store.DeleteAll(Key);
        }
        catch (IOException)
        {
            // What remains is hidden, and removed by the next write of the same object.
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
        // Whoever is about to replace a chunk of the old array must not replace one of the new.
        using (Target.Locks().TakeAllChunks(_wait))
            Store.Replace(Key, Target.Key, aside);
        _replaced = aside;
        DeleteRecord();
    }

    private void DeleteRecord() => Store.Delete(Target.Key / StagingRecord.Name);

    /// <summary>Puts back what was about to be replaced when a write ended in between: of the target, and of others in the store.</summary>
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
                $"{Target}: a write of another shape, or with other chunks or codecs, was interrupted; expected the same, or to be told to overwrite");
        }
        foreach (var left in Left().Where(left => left != Key))
            Store.DeleteAll(left);
        foreach (var left in StagingKeys.All(Store).Where(left => left != Key && StagingRecord.TryRead(Store, left) is { IsAbandoned: true }))
            Store.DeleteAll(left);
    }

    /// <summary>What other writes of the target have left. Of two programs that write it now, the first to be complete puts it in place.</summary>
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
