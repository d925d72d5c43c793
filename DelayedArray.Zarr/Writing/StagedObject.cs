using System.Text.Json;

namespace DelayedArrays;

/// <summary>
/// An array or group that is written under a hidden key and moved to its own when it is complete. The first in a store that is no
/// folder is written at the root right away: the metadata, written last, make it visible.
/// </summary>
internal sealed class StagedObject
{
    private const string RecordName = ".delayedarray-plan.json";
    private readonly string _writer = Guid.NewGuid().ToString("N");
    private readonly string _plan;

    private StagedObject(ZarrTarget target, StoreKey key, string plan)
    {
        Target = target;
        Key = key;
        _plan = plan;
    }

    /// <summary>Where it is going to be.</summary>
    public ZarrTarget Target { get; }

    /// <summary>Where it is written.</summary>
    public StoreKey Key { get; }

    /// <summary>Whether an interrupted write is continued.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Whether what is written stays, hidden, if it is not completed.</summary>
    public bool IsKept { get; private set; }

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
        if (target.Exists() && !overwrite)
            throw new IOException($"{target}: there is something already; expected a new name, or to be told to overwrite");
        StagedObject staged = new(target, target.IsNewRoot() ? target.Key : StagingKeys.New(target.Key), plan);
        if (staged.IsInPlace)
            return staged;
        staged.IsKept = resume;
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
        if (Record(Key) is not { } record || record.Writer != _writer)
            throw new IOException($"{Target}: another write of the same object has begun and taken the place of this one");
        if (Target.Key.IsRoot)
            Store.MoveToRoot(Key);
        else
            Replace();
        Store.Delete(Target.Key / RecordName);
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
        StoreKey replaced = StagingKeys.ReplacedBy(Key);
        bool exists = Target.Exists();
        if (exists)
            Displace(replaced);
        try
        {
            Store.Move(Key, Target.Key);
        }
        catch when (exists)
        {
            Restore(Target);
            throw;
        }
        Store.DeleteAll(replaced);
    }

    private void Displace(StoreKey replaced)
    {
        if (Store.Length(Target.Key) is not null)
            Store.Delete(Target.Key);
        else
            Store.Move(Target.Key, replaced);
    }

    /// <summary>Puts back what was about to be replaced when a write ended in between.</summary>
    private static void Restore(ZarrTarget target)
    {
        if (target.Key.IsRoot)
            return;
        foreach (StoreKey displaced in StagingKeys.Displaced(target.Store, target.Key))
        {
            if (target.Exists())
                target.Store.DeleteAll(displaced);
            else
                target.Store.Move(displaced, target.Key);
        }
    }

    private void TakeOver(bool overwrite, bool resume)
    {
        List<StoreKey> interrupted = StagingKeys.Interrupted(Store, Target.Key);
        foreach (StoreKey left in interrupted.Where(_ => resume))
        {
            if (IsResumed || Record(left) is not { } record || record.Plan != _plan)
                continue;
            Store.Move(left, Key);
            IsResumed = true;
        }
        if (resume && !overwrite && !IsResumed && interrupted.Exists(left => Record(left) is not null))
        {
            throw new IOException(
                $"{Target}: a write of another shape, or with other chunks or codecs, was interrupted; expected the same, or to be told to overwrite");
        }
        foreach (StoreKey left in StagingKeys.Interrupted(Store, Target.Key).Where(left => left != Key))
            Store.DeleteAll(left);
    }

    private void WriteRecord()
    {
        byte[] record = ZarrJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("target", Target.Key.Path);
            json.WriteString("plan", _plan);
            json.WriteString("writer", _writer);
            json.WriteEndObject();
        });
        try
        {
            Store.Write(Key / RecordName, record);
        }
        catch (IOException error)
        {
            if (!IsResumed)
                Discard();
            throw new MetadataPlace(Store.Location, Target.Key.Path).CannotWrite("it", error);
        }
    }

    private (string Plan, string Writer)? Record(StoreKey key)
    {
        try
        {
            return MetadataFile.TryRead(Store, key / RecordName, MetadataFile.MostBytes, default) is { } record
                ? (record.Member("plan").Text(), record.Member("writer").Text())
                : null;
        }
        catch (Exception problem) when (problem is ArrayFormatException or JsonException)
        {
            return null;
        }
    }
}
