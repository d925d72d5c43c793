namespace DelayedArrays;

/// <summary>How a store is opened for writing.</summary>
/// <param name="LockTimeout">How long to wait for other changes of the same store before this change fails with
/// <see cref="ConcurrentChangeException"/>; one minute by default.</param>
/// <param name="CopyZip">Whether an existing zip file is copied, and replaced by the complete copy, instead of being extended. See
/// <see cref="ZipZarrStore.Update"/>.</param>
public readonly record struct StoreWriteOptions(TimeSpan? LockTimeout = null, bool CopyZip = false)
{
    internal TimeSpan Wait => LockTimeout ?? ChangeLock.DefaultWait;
}
