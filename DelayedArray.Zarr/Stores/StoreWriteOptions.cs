namespace DelayedArrays;

/// <summary>How a store is opened for writing.</summary>
/// <param name="LockTimeout">
/// How long to wait for other changes of the same store before this one is refused with <see cref="ConcurrentChangeException"/>; one
/// minute by default.
/// </param>
/// <param name="CopyZip">
/// Whether a zip file that is there is copied, and the copy put in its place when it is complete, instead of being extended. See
/// <see cref="ZipZarrStore.Update"/>.
/// </param>
public readonly record struct StoreWriteOptions(TimeSpan? LockTimeout = null, bool CopyZip = false)
{
    internal TimeSpan Wait => LockTimeout ?? ChangeLock.UsualWait;
}
