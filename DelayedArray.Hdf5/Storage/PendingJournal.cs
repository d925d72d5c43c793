namespace DelayedArrays;

/// <summary>The journal that a change of a file may have left, because its program did not finish it.</summary>
/// <param name="target">Path of the HDF5 file.</param>
internal sealed class PendingJournal(string target)
{
    private readonly string _path = ChangeJournal.PathFor(target);

    /// <summary>
    /// Finishes the change if its program has left it within its last step, and drops it if it had not come so far. Does nothing
    /// while the program lives.
    /// </summary>
    /// <param name="wait">How long to wait for others who do the same.</param>
    /// <exception cref="ConcurrentChangeException">The file is open elsewhere, or was changed by another program meanwhile.</exception>
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
            // Its program lives, and keeps others out of the file while it writes into it.
            return;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Where nothing can be written, one that is not complete is in nobody's way.
            if (IsComplete())
                throw NeedsWriting(failure);
            return;
        }
        using (held)
            SettleAlone();
    }

    /// <summary>Does what <see cref="Settle"/> does, for a caller that has the lock of the file.</summary>
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
            // It has been played or is of no use; it stays.
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
            // Power was lost before all of the journal was on disk, and so before the first page was overwritten.
            if (untouched)
                return;
            throw Damaged("the journal is damaged");
        }
        // A file that another program has made longer or shorter is not to be cut.
        if ((file.Length != header.Length && file.Length != header.NewLength)
            || !entries.All(entry => file.SumsOf(entry.Number, header.End).IsMixOf(entry.Before, entry.After)))
            throw Damaged("another program has changed the file since");
        List<SnapshotFile> readers = [];
        try
        {
            _ = ChangeLock.Attempt(TryAlone, ChangeLock.UsualWait, default)
                ?? throw new ConcurrentChangeException($"{target}: a change that was left unfinished cannot be finished while other programs have the file open");
            header.Play(file, journal, entries);
        }
        finally
        {
            // They were given what they need when the change was made, by this program.
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
        catch (IOException failure) when (ChangeLock.SaysTaken(failure))
        {
            throw new ConcurrentChangeException($"{target}: a change that was left unfinished cannot be finished while another program writes the file", failure);
        }
    }

    /// <summary>
    /// Whether there is a complete journal whose program lives no more. For callers that share the file's lock: a change completes
    /// its journal only while it has the file alone.
    /// </summary>
    public bool IsLeft()
    {
        try
        {
            return File.Exists(_path) && IsComplete();
        }
        catch (IOException)
        {
            // Its program lives, or it has just gone.
            return false;
        }
    }

    private bool IsComplete()
    {
        using var journal = StoredFile.OpenRead(_path);
        return JournalHeader.Read(journal)?.ReadEntries(journal) is not null;
    }

    private IOException NeedsWriting(Exception failure) => new(
        $"{target}: a change was left unfinished, and has to be finished ({_path}) by someone who may write the file and its folder", failure);

    private ArrayFormatException Damaged(string why) => new(
        target, null, $"a change was left unfinished and cannot be finished, for {why}; remove {_path} to use the file as it is");
}
