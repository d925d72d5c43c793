namespace DelayedArrays;

/// <summary>
/// An array or group that is written under a hidden key and moved to its own when it is complete. The first in a store that is no
/// folder is written at the root right away: the metadata, written last, make it visible.
/// </summary>
internal sealed class StagedObject
{
    private readonly StagingRecord _record;

    private StagedObject(ZarrTarget target, StoreKey key, StagingRecord record)
    {
        Target = target;
        Key = key;
        _record = record;
    }

    /// <summary>Where it is going to be.</summary>
    public ZarrTarget Target { get; }

    /// <summary>Where it is written.</summary>
    public StoreKey Key { get; }

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
    /// <exception cref="IOException">There is something already, or an interrupted write of another plan.</exception>
    public static StagedObject Begin(ZarrTarget target, string plan, bool overwrite, bool resume)
    {
        Restore(target);
        if (target.Exists())
        {
            if (!overwrite)
                throw new IOException($"{target}: there is something already; expected a new name, or to be told to overwrite");
            Replaceable.Check(target);
        }
        StagedObject staged = new(target, target.IsNewRoot() ? target.Key : StagingKeys.New(target.Key), StagingRecord.New(plan, resume));
        if (staged.IsInPlace)
            return staged;
        staged.TakeOver(overwrite, resume);
        staged.WriteRecord();
        return staged;
    }

    /// <summary>Moves the object to its place. Its metadata are written.</summary>
    /// <exception cref="IOException">It cannot be moved, or somebody else has written the same object meanwhile.</exception>
    public void Commit()
    {
        if (IsInPlace)
            return;
        if (StagingRecord.TryRead(Store, Key)?.Writer != _record.Writer)
            throw new IOException($"{Target}: another write of the same object has begun and taken the place of this one");
        if (!Target.Key.IsRoot)
        {
            Replace();
            return;
        }
        Store.MoveToRoot(Key);
        DeleteRecord();
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

    private void Replace()
    {
        var replaced = StagingKeys.ReplacedBy(Key);
        var exists = Target.Exists();
        if (exists)
            Store.Move(Target.Key, replaced);
        try
        {
            Store.Move(Key, Target.Key);
        }
        catch when (exists)
        {
            Restore(Target);
            throw;
        }
        DeleteRecord();
        Store.DeleteAll(replaced);
    }

    private void DeleteRecord() => Store.Delete(Target.Key / StagingRecord.Name);

    /// <summary>Puts back what was about to be replaced when a write ended in between.</summary>
    private static void Restore(ZarrTarget target)
    {
        if (target.Key.IsRoot)
            return;
        foreach (var displaced in StagingKeys.Displaced(target.Store, target.Key))
        {
            if (target.Exists())
                target.Store.DeleteAll(displaced);
            else
                target.Store.Move(displaced, target.Key);
        }
    }

    private void TakeOver(bool overwrite, bool resume)
    {
        var interrupted = StagingKeys.Interrupted(Store, Target.Key);
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
        foreach (var left in StagingKeys.Interrupted(Store, Target.Key).Where(left => left != Key))
            Store.DeleteAll(left);
        foreach (var left in StagingKeys.All(Store).Where(left => left != Key && StagingRecord.TryRead(Store, left) is { IsAbandoned: true }))
            Store.DeleteAll(left);
    }

    private void WriteRecord()
    {
        try
        {
            _record.Write(Store, Key, Target.Key);
        }
        catch (IOException error)
        {
            if (!IsResumed)
                Discard();
            throw new MetadataPlace(Store.Location, Target.Key.Path).CannotWrite("it", error);
        }
    }
}
