namespace DelayedArrays.Hdf5;

/// <summary>
/// A change of an HDF5 file in place. Until it is committed, the file stays as it is. Committing overwrites pages that a journal holds
/// (<see cref="ChangeJournal"/>), so that whoever opens the file with this library sees all of the change or none of it.
/// </summary>
internal sealed class FileChange : IDisposable
{
    // A change ends soon; a reader may keep a file open for days.
    private static readonly TimeSpan MaxPatience = TimeSpan.FromMinutes(1);

    private readonly StoredFile _file;
    private readonly ChangeJournal _journal;
    private readonly TimeSpan _wait;
    private readonly CancellationToken _cancellation;
    private FileVersion? _version;
    private bool _isDone;

    /// <summary>Starts a change. The caller holds the change lock of the file.</summary>
    /// <param name="target">Full path of the file.</param>
    /// <param name="wait">How long to wait for others that have the file open.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ConcurrentChangeException">Another program has the file open for writing.</exception>
    public FileChange(string target, TimeSpan wait, CancellationToken cancellation)
    {
        (_wait, _cancellation) = (wait < MaxPatience ? wait : MaxPatience, cancellation);
        _file = StoredFile.OpenEdit(target, wait, cancellation);
        _journal = new(target);
        Edited = new(_file, _journal);
    }

    /// <summary>The file as the library sees it.</summary>
    public EditedFile Edited { get; }

    /// <summary>Commits the change. The library must have closed the file.</summary>
    /// <exception cref="ConcurrentChangeException">Others have the file open or have changed it. The change was not made.</exception>
    /// <exception cref="IOException">The file cannot be written. Unless the message says otherwise, it is as it was.</exception>
    public void Commit()
    {
        CheckComplete();
        var newLength = Edited.AllocatedEnd;
        if (newLength > Edited.End)
            Edited.CutTail();
        if (newLength > _file.Length)
            Edited.ChangeTail(() => _file.SetLength(newLength));
        _file.Flush();
        List<SnapshotFile> readers = [];
        try
        {
            LockAlone(readers);
            var end = Math.Min(Edited.End, newLength);
            var superblock = new Hdf5FileOpener(_file.Path).SignatureAt() / PageOverlay.PageSize;
            Edited.Pages.Watch(superblock);
            var pages = ChangedPages(end, superblock);
            if (pages.Exists(page => !page.Before.Equals(page.After)) || newLength < Edited.End)
            {
                _journal.Seal(pages, Edited.Pages, end, _file.Length, newLength);
                KeepFor(readers, pages, end, newLength);
                Overwrite();
            }
            _isDone = true;
        }
        finally
        {
            _file.TryLockShared();
            readers.ForEach(reader => reader.Lock(_version ?? Edited.Known));
        }
    }

    /// <summary>Undoes the change unless it was committed: the file is as it was.</summary>
    public void Dispose()
    {
        try
        {
            if (!_isDone)
                Undo();
        }
        finally
        {
            _file.Dispose();
            _journal.Dispose();
        }
    }

    /// <summary>Makes sure that the library has written everything. Closing a file does not report that.</summary>
    private void CheckComplete()
    {
        Edited.ThrowIfFailed();
        if (!Edited.IsClosed)
            throw new InvalidOperationException($"{_file.Path}: something in the file is still open; the change was not made");
    }

    private void LockAlone(List<SnapshotFile> readers)
    {
        StoredFile? Attempt()
        {
            // Repeated in each attempt, because other threads may just have opened the file.
            SnapshotFile.Release(_file, readers);
            return _file.TryLockAlone() ? _file : null;
        }
        if (ChangeLock.Attempt(Attempt, _wait, _cancellation) is null)
        {
            throw new ConcurrentChangeException($"{_file.Path}: other programs have had the file open for {_wait.TotalSeconds:0.###} s; "
                + "the change was not made. Close them, wait longer, or change a copy instead, which replaces the file");
        }
        if (_file.Version != Edited.Known || FileVersion.Of(_file.Path) != Edited.Known)
            throw Edited.Changed();
    }

    /// <summary>
    /// The pages that the change alters, and the page of the superblock, which shows whether another program has changed the file. All
    /// are compared with the content they had when they were read.
    /// </summary>
    private List<ChangedPage> ChangedPages(long end, long superblock)
    {
        List<ChangedPage> changed = [];
        var page = new byte[PageOverlay.PageSize];
        foreach (var number in Edited.Pages.Numbers)
        {
            if (!_file.SumsOf(number, Edited.End).Equals(Edited.Pages.SumsBefore(number)))
                throw Edited.Changed();
            Edited.Pages.ReadPage(number, page);
            page.AsSpan(PageOverlay.LengthOf(number, end)).Clear();
            var candidate = new ChangedPage(number, _file.SumsOf(number, end), PageSums.Of(page));
            if (number == superblock || !candidate.Before.Equals(candidate.After))
                changed.Add(candidate);
        }
        return changed;
    }

    /// <summary>Gives the content that is about to be overwritten or cut off to the readers of the file in this program.</summary>
    private void KeepFor(List<SnapshotFile> readers, List<ChangedPage> pages, long end, long newLength)
    {
        if (readers.Count == 0)
            return;
        var first = newLength / PageOverlay.PageSize;
        var cut = newLength < Edited.End ? ((Edited.End - 1) / PageOverlay.PageSize) + 1 - first : 0;
        if (pages.Count + cut > SnapshotFile.MaxKept)
        {
            readers.ForEach(static reader => reader.Outdate());
            return;
        }
        var numbers = pages.Select(page => page.Number).Concat(Enumerable.Range(0, (int)cut).Select(k => first + k)).Distinct();
        Dictionary<long, byte[]> kept = [];
        foreach (var number in numbers)
        {
            var page = new byte[PageOverlay.PageSize];
            _file.Read(number * PageOverlay.PageSize, page);
            kept.Add(number, page);
        }
        readers.ForEach(reader => reader.Keep(kept));
    }

    private void Overwrite()
    {
        // From here on there is no way back: the journal stays until all of it has been applied.
        _isDone = true;
        try
        {
            _journal.Play(_file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{failure.Message}. The change is complete in {ChangeJournal.PathFor(_file.Path)}; "
                + "opening the file again finishes it", failure);
        }
        // Two changes within one tick of the file system's clock must still differ.
        if (_file.Version.Written <= Edited.Before.Written)
            _file.SetWritten(Edited.Before.Written.AddMilliseconds(1));
        _version = _file.Version;
        try
        {
            _journal.Drop();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{_file.Path}: the change was made, but its journal cannot be removed ({failure.Message}); "
                + "opening the file again removes it", failure);
        }
    }

    private void Undo()
    {
        _journal.Drop();
        if (_file.Version != Edited.Known || Edited.Known == Edited.Before)
            return;
        _file.SetLength(Math.Min(Edited.End, Edited.Before.Length));
        _file.SetWritten(Edited.Before.Written);
    }
}
