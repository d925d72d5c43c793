namespace DelayedArrays.Hdf5;

/// <summary>
/// A file that is open for a change but not overwritten. Bytes beyond the end of the space in use are written at once; all other bytes
/// are collected (<see cref="PageOverlay"/>).
/// </summary>
internal sealed class EditedFile : DriverFile, IDisposable
{
    private readonly StoredFile _file;
    private readonly PageOverlay _pages;
    private FileVersion _known;
    private long _end = long.MaxValue;
    private bool _isCut;

    /// <summary>Opens a file.</summary>
    /// <param name="file">The file. Its lock is shared.</param>
    /// <param name="journal">Receives collected pages when there are too many for memory.</param>
    public EditedFile(StoredFile file, ChangeJournal journal)
    {
        _file = file;
        _pages = new(file, journal);
        _known = Before = file.Version;
    }

    /// <inheritdoc/>
    public override string Path => _file.Path;

    /// <summary>The version of the file before the change.</summary>
    public FileVersion Before { get; }

    /// <summary>The version that this change has left. If the file has another one, someone else has changed it.</summary>
    public FileVersion Known => _known;

    /// <summary>The end of the bytes that must stay untouched until the change is committed.</summary>
    public long End => _end;

    /// <summary>The collected pages.</summary>
    public PageOverlay Pages => _pages;

    /// <inheritdoc/>
    public override int Descriptor => _file.Descriptor;

    /// <inheritdoc/>
    public override long Length => _file.Length;

    /// <summary>The files that the library opened for editing because it followed links out of this one.</summary>
    public List<LinkedFile> Linked { get; } = [];

    /// <summary>The reason a write failed; null if none did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the library has closed the file.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether writes are discarded.</summary>
    public bool IsDiscarded { get; set; }

    /// <summary>Called when the library has opened the file and knows which part of it is in use.</summary>
    public void Opened()
    {
        _pages.EndAt(_end = AllocatedEnd);
        _known = _file.Version;
    }

    /// <inheritdoc/>
    public override void Read(long at, Span<byte> destination)
    {
        var collected = (int)Math.Clamp(_end - at, 0, destination.Length);
        var read = collected == 0 ? 0 : _pages.Read(at, destination[..collected]);
        if (read == collected)
            read += _file.Read(at + read, destination[read..]);
        // Space that was allocated but never written reads as zeros, like the end of an extended file.
        destination[read..].Clear();
    }

    /// <summary>
    /// Writes bytes. The library may not survive a failure, so it is not told of one. The failure is kept (<see cref="Failure"/>) for the
    /// next user of the file, and nothing is written from then on.
    /// </summary>
    public override void Write(long at, ReadOnlySpan<byte> bytes)
    {
        if (IsDiscarded || Failure is not null)
            return;
        try
        {
            var collected = (int)Math.Clamp(_end - at, 0, bytes.Length);
            if (collected > 0)
                _pages.Write(at, bytes[..collected]);
            if (collected < bytes.Length)
                WriteTail(at + collected, bytes[collected..]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failure = failure;
        }
    }

    /// <summary>Throws if a write has failed.</summary>
    /// <exception cref="ConcurrentChangeException">Someone else has changed the file.</exception>
    /// <exception cref="IOException">The disk is full, or failed.</exception>
    public void ThrowIfFailed()
    {
        if (Failure is ConcurrentChangeException refusal)
            throw new ConcurrentChangeException(refusal.Message, refusal);
        if (Failure is { } failure)
            throw new IOException($"{Path}: the change could not be written ({failure.Message})", failure);
    }

    /// <summary>
    /// Cuts off the bytes beyond the end before anything is written there. An incomplete change left them, and nothing refers to them.
    /// </summary>
    public void CutTail()
    {
        if (_isCut)
            return;
        _isCut = true;
        if (_file.Length > _end)
            ChangeTail(() => _file.SetLength(_end));
    }

    /// <summary>Makes sure that the change does not extend to other files.</summary>
    /// <exception cref="IOException">It does, or may still do so.</exception>
    public void CheckLinked()
    {
        if (Linked.Find(static file => file.IsRefused) is { } refused)
            throw new IOException($"{Path}: a link leads to another file, {refused.Path}, which was to be changed; change it there. Nothing was changed");
        if (Linked.Find(static file => !file.IsClosed) is { } open)
            throw new IOException($"{Path}: something in another file, {open.Path}, to which a link leads, is still open; close it first. Nothing was changed");
    }

    private void WriteTail(long at, ReadOnlySpan<byte> bytes)
    {
        if (_file.Version != _known)
            throw Changed();
        CutTail();
        try
        {
            _file.Write(at, bytes);
        }
        finally
        {
            // If the disk is full, a part may have been written.
            _known = _file.Version;
        }
    }

    /// <summary>Performs an action that changes the bytes beyond the end, and notes the file's new version.</summary>
    public void ChangeTail(Action change)
    {
        try
        {
            change();
        }
        finally
        {
            _known = _file.Version;
        }
    }

    /// <summary>The exception to throw once someone else has changed the file.</summary>
    public ConcurrentChangeException Changed() => new($"{Path}: another program has changed the file meanwhile; the change was not made");

    /// <inheritdoc/>
    public override void Close() => IsClosed = true; // The file itself stays open until the change is committed or given up.

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
