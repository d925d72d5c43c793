namespace DelayedArrays.Hdf5;

/// <summary>The journal that an unfinished change of a file may have left behind.</summary>
/// <param name="target">Path of the HDF5 file.</param>
internal sealed class PendingJournal(string target)
{
    private readonly string _path = ChangeJournal.PathFor(target);

    /// <summary>
    /// Finishes the change if its program ended during the last step, and drops the journal if the change had not come that far. Does
    /// nothing while the program is running.
    /// </summary>
    /// <param name="wait">How long to wait for other programs that do the same.</param>
    /// <exception cref="ConcurrentChangeException">Another program has the file open or has changed it meanwhile.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Settle(TimeSpan wait = default)
    {
        if (!File.Exists(_path))
            return;
        ChangeLock held;
        try
        {
            held = ChangeLock.Take(target, wait);
        }
        catch (ConcurrentChangeException)
        {
            // The program is still running, and keeps others out of the file while it overwrites pages.
            return;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // If nothing can be written here, an incomplete journal does no harm.
            if (IsComplete())
                throw NeedsWriting(failure);
            return;
        }
        using (held)
            SettleAlone();
    }

    /// <summary>Like <see cref="Settle"/>, for a caller that holds the change lock of the file.</summary>
    public void SettleAlone()
    {
        if (!File.Exists(_path))
            return;
        using (var journal = StoredFile.OpenRead(_path))
        {
            if (JournalHeader.Read(journal) is { } header && header.ReadEntries(journal) is { } entries && File.Exists(target))
                Finish(journal, header, entries);
        }
        try
        {
            StoredFile.Delete(_path);
            StoredFile.FlushFolderOf(_path);
        }
        catch (UnauthorizedAccessException)
        {
            // The journal was applied or is useless, so it may stay.
        }
    }

    private void Finish(StoredFile journal, JournalHeader header, JournalEntry[] entries)
    {
        using var file = OpenEdit();
        var untouched = entries.All(entry => file.SumsOf(entry.Number, header.End).Equals(entry.Before));
        var page = new byte[PageOverlay.PageSize];
        foreach (var entry in entries)
        {
            header.ReadPage(journal, entry, page);
            if (PageSums.Of(page).Equals(entry.After))
                continue;
            // Power was lost before the whole journal was on disk, and so before the first page was overwritten.
            if (untouched)
                return;
            throw Damaged("the journal is damaged");
        }
        // If another program has changed the length of the file, the file must not be cut.
        if ((file.Length != header.Length && file.Length != header.NewLength)
            || !entries.All(entry => file.SumsOf(entry.Number, header.End).IsMixOf(entry.Before, entry.After)))
            throw Damaged("another program has changed the file since");
        List<SnapshotFile> readers = [];
        try
        {
            _ = ChangeLock.Attempt(TryAlone, ChangeLock.DefaultWait, default)
                ?? throw new ConcurrentChangeException($"{target}: an unfinished change cannot be completed while other programs have the file open");
            header.Play(file, journal, entries);
        }
        finally
        {
            // This program gave the readers the old content when it made the change.
            var version = file.Version;
            file.TryLockShared();
            readers.ForEach(reader => reader.Lock(version));
        }

        StoredFile? TryAlone()
        {
            SnapshotFile.Release(file, readers);
            return file.TryLockAlone() ? file : null;
        }
    }

    private StoredFile OpenEdit()
    {
        try
        {
            return StoredFile.OpenEdit(target);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw NeedsWriting(failure);
        }
        catch (IOException failure) when (ChangeLock.IsTaken(failure))
        {
            throw new ConcurrentChangeException($"{target}: an unfinished change cannot be completed while another program writes the file", failure);
        }
    }

    /// <summary>
    /// Whether there is a complete journal whose program has ended. The caller must share the file's lock: a running change completes its
    /// journal only while it has the file to itself.
    /// </summary>
    public bool IsLeft()
    {
        try
        {
            return File.Exists(_path) && IsComplete();
        }
        catch (IOException)
        {
            // The program is still running, or the journal has just been removed.
            return false;
        }
    }

    private bool IsComplete()
    {
        using var journal = StoredFile.OpenRead(_path);
        return JournalHeader.Read(journal)?.ReadEntries(journal) is not null;
    }

    private IOException NeedsWriting(Exception failure) => new(
        $"{target}: an unfinished change ({_path}) must be completed by someone who may write the file and its folder", failure);

    private ArrayFormatException Damaged(string why) => new(
        target, null, $"an unfinished change cannot be completed, because {why}; remove {_path} to use the file as it is");
}
