namespace DelayedArrays.Hdf5;

// Tracks the files that this program has open for reading, so that a change does not disturb their readers.
internal sealed partial class SnapshotFile
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<SnapshotFile> Readers = [];

    /// <summary>
    /// Makes the readers of a file's current version give up their locks. What they still need is kept for them from now on.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="released">Receives the readers that it does not contain yet.</param>
    public static void Release(StoredFile file, List<SnapshotFile> released)
    {
        List<SnapshotFile> readers;
        lock (Gate)
            readers = [.. Readers.Where(reader => string.Equals(reader.Path, file.Path, StringComparison.Ordinal)).Except(released)];
        // Readers under the same name may have opened a file that was later replaced.
        var version = file.Version;
        readers.RemoveAll(reader => reader.Version is not { } its || its != version);
        readers.ForEach(static reader => reader.Unlock());
        released.AddRange(readers);
    }

    private static void Add(SnapshotFile file)
    {
        lock (Gate)
            Readers.Add(file);
    }

    private static void Remove(SnapshotFile file)
    {
        lock (Gate)
            Readers.Remove(file);
    }
}
