namespace DelayedArrays;

// Knows the files that this program has open for reading, so that a change of one can spare its readers.
internal sealed partial class SnapshotFile
{
    private static readonly Lock _gate = new();
    private static readonly HashSet<SnapshotFile> _open = [];

    /// <summary>
    /// Makes the readers of a file as it is on disk now give up their locks, since what they read from now on is kept for them.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="released">Takes the readers that are not in it yet.</param>
    public static void Release(StoredFile file, List<SnapshotFile> released)
    {
        List<SnapshotFile> readers;
        lock (_gate)
            readers = [.. _open.Where(reader => string.Equals(reader.Path, file.Path, StringComparison.Ordinal)).Except(released)];
        // Of one name there may be files from before another took its place.
        var version = file.Version;
        readers.RemoveAll(reader => reader.Version is not { } its || its != version);
        readers.ForEach(static reader => reader.Unlock());
        released.AddRange(readers);
    }

    private static void Add(SnapshotFile file)
    {
        lock (_gate)
            _open.Add(file);
    }

    private static void Remove(SnapshotFile file)
    {
        lock (_gate)
            _open.Remove(file);
    }
}
