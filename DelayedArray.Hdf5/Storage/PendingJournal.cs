namespace DelayedArrays;

/// <summary>The journal of a change that a program did not finish.</summary>
internal static class PendingJournal
{
    private const int PageSize = PageOverlay.PageSize;

    /// <summary>
    /// Finishes the change of a file that a program has left within its last step, and drops one that had not come so far. Does
    /// nothing while the program lives.
    /// </summary>
    /// <param name="target">Path of the HDF5 file.</param>
    /// <param name="wait">How long to wait for others who are about it.</param>
    /// <exception cref="ConcurrentChangeException">The file is open elsewhere, or was changed by another program meanwhile.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Settle(string target, TimeSpan wait = default)
    {
        var path = ChangeJournal.PathFor(target);
        if (!File.Exists(path))
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
            if (IsComplete(path))
                throw NeedsWriting(target, path, failure);
            return;
        }
        using (held)
            SettleAlone(target);
    }

    /// <summary>As <see cref="Settle"/>, for one who has the lock of the file.</summary>
    public static void SettleAlone(string target)
    {
        var path = ChangeJournal.PathFor(target);
        if (!File.Exists(path))
            return;
        using (var journal = StoredFile.OpenRead(path))
        {
            if (JournalHeader.Read(journal) is { } header && header.ReadEntries(journal) is { } entries && File.Exists(target))
                Finish(target, journal, header, entries);
        }
        try
        {
            StoredFile.Delete(path);
            StoredFile.FlushFolderOf(path);
        }
        catch (UnauthorizedAccessException)
        {
            // It has been played or is of no use; it stays.
        }
    }

    /// <summary>Overwrites the pages of a file with those of a journal, and gives the file its length. Safe to repeat.</summary>
    public static void Play(StoredFile file, StoredFile journal, JournalHeader header, IReadOnlyList<JournalEntry> entries)
    {
        var page = new byte[PageSize];
        foreach (var entry in entries)
        {
            ReadPage(journal, entry, header.End, page);
            file.Write(entry.Number * PageSize, page.AsSpan(0, LengthOf(entry.Number, header.End)));
        }
        if (file.Length != header.NewLength)
            file.SetLength(header.NewLength);
        file.Flush();
    }

    /// <summary>Bytes of a page before the end of what may be overwritten.</summary>
    public static int LengthOf(long number, long end) => (int)Math.Clamp(end - (number * PageSize), 0, PageSize);

    /// <summary>The checksums of a page of a file, up to an end.</summary>
    public static PageSums SumsOf(StoredFile file, long number, long end)
    {
        Span<byte> page = stackalloc byte[PageSize];
        page.Clear();
        file.Read(number * PageSize, page[..LengthOf(number, end)]);
        return PageSums.Of(page);
    }

    private static void Finish(string target, StoredFile journal, JournalHeader header, JournalEntry[] entries)
    {
        using var file = OpenEdit(target, journal.Path);
        var untouched = entries.All(entry => SumsOf(file, entry.Number, header.End).Equals(entry.Before));
        var page = new byte[PageSize];
        foreach (var entry in entries)
        {
            ReadPage(journal, entry, header.End, page);
            if (PageSums.Of(page).Equals(entry.After))
                continue;
            // Power was lost before all of the journal was on disk, and so before the first page was overwritten.
            if (untouched)
                return;
            throw Damaged(target, journal.Path, "the journal is damaged");
        }
        // A file that another program has made longer or shorter is not to be cut.
        if ((file.Length != header.Length && file.Length != header.NewLength)
            || !entries.All(entry => SumsOf(file, entry.Number, header.End).IsMixOf(entry.Before, entry.After)))
            throw Damaged(target, journal.Path, "another program has changed the file since");
        List<SnapshotFile> readers = [];
        try
        {
            _ = ChangeLock.Attempt(TryAlone, ChangeLock.UsualWait, default)
                ?? throw new ConcurrentChangeException($"{target}: a change that was left unfinished cannot be finished while other programs have the file open");
            Play(file, journal, header, entries);
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
            OpenSnapshots.Release(file, readers);
            return file.TryLockAlone() ? file : null;
        }
    }

    private static StoredFile OpenEdit(string target, string journal)
    {
        try
        {
            return StoredFile.OpenEdit(target);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw NeedsWriting(target, journal, failure);
        }
        catch (IOException failure) when (ChangeLock.SaysTaken(failure))
        {
            throw new ConcurrentChangeException($"{target}: a change that was left unfinished cannot be finished while another program writes the file", failure);
        }
    }

    private static void ReadPage(StoredFile journal, JournalEntry entry, long end, Span<byte> page)
    {
        page.Clear();
        if (entry.Slot is >= 0 and < int.MaxValue)
            journal.Read(PageSize + (entry.Slot * PageSize), page[..LengthOf(entry.Number, end)]);
    }

    /// <summary>Whether there is a complete journal whose program lives no more, as one who shares the file's lock may ask: a change
    /// completes its journal only while it has the file alone.</summary>
    public static bool IsLeft(string target)
    {
        var path = ChangeJournal.PathFor(target);
        try
        {
            return File.Exists(path) && IsComplete(path);
        }
        catch (IOException)
        {
            // Its program lives, or it has just gone.
            return false;
        }
    }

    private static bool IsComplete(string path)
    {
        using var journal = StoredFile.OpenRead(path);
        return JournalHeader.Read(journal)?.ReadEntries(journal) is not null;
    }

    private static IOException NeedsWriting(string target, string journal, Exception failure) => new(
        $"{target}: a change was left unfinished, and has to be finished ({journal}) by someone who may write the file and its folder", failure);

    private static ArrayFormatException Damaged(string target, string journal, string why) => new(
        target, null, $"a change was left unfinished and cannot be finished, for {why}; remove {journal} to use the file as it is");
}
