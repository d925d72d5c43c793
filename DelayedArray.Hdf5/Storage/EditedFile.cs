namespace DelayedArrays;

/// <summary>
/// A file open for changing, of which nothing is overwritten: what lies behind the end of what the file has in use goes there at
/// once, all else is collected (<see cref="PageOverlay"/>).
/// </summary>
internal sealed class EditedFile : DriverFile, IDisposable
{
    private readonly StoredFile _file;
    private readonly PageOverlay _pages;
    private FileVersion _known;
    private long _end = long.MaxValue;
    private bool _isCut;

    /// <summary>Opens a file.</summary>
    /// <param name="file">The file, whose lock is shared.</param>
    /// <param name="journal">Takes what is collected where it is much.</param>
    public EditedFile(StoredFile file, ChangeJournal journal)
    {
        _file = file;
        _pages = new(file, journal);
        _known = Before = file.Version;
    }

    /// <inheritdoc/>
    public override string Path => _file.Path;

    /// <summary>The file as it was.</summary>
    public FileVersion Before { get; }

    /// <summary>The file as this change has left it; whatever else it is, somebody else has changed.</summary>
    public FileVersion Known => _known;

    /// <summary>Where the bytes end that must stay as they are until there is no way back.</summary>
    public long End => _end;

    /// <summary>What is to be overwritten.</summary>
    public PageOverlay Pages => _pages;

    /// <inheritdoc/>
    public override int Descriptor => _file.Descriptor;

    /// <inheritdoc/>
    public override long Length => _file.Length;

    /// <summary>The files that the library has opened for changing, following links out of this one.</summary>
    public List<LinkedFile> Linked { get; } = [];

    /// <summary>Why something could not be written.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the library has closed the file.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether what is written is thrown away.</summary>
    public bool IsDiscarded { get; set; }

    /// <summary>The library has opened the file, and knows what of it is in use.</summary>
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
        // Space that was given out and never written to, as a file that is longer has zeros there.
        destination[read..].Clear();
    }

    /// <summary>
    /// Writes bytes. What fails is not told to the library, which may not survive it, but kept (<see cref="Failure"/>) for whoever
    /// uses the file next; from then on nothing is written.
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

    /// <summary>Says why something could not be written, if that has happened.</summary>
    /// <exception cref="ConcurrentChangeException">Somebody else has changed the file.</exception>
    /// <exception cref="IOException">The disk is full, or failed.</exception>
    public void ThrowIfFailed()
    {
        if (Failure is ConcurrentChangeException refusal)
            throw new ConcurrentChangeException(refusal.Message, refusal);
        if (Failure is { } failure)
            throw new IOException($"{Path}: the change could not be written ({failure.Message})", failure);
    }

    /// <summary>Cuts off what lies behind the end before anything goes there: what a change left that was not completed, to which
    /// nothing leads.</summary>
    public void CutTail()
    {
        if (_isCut)
            return;
        _isCut = true;
        if (_file.Length > _end)
            ChangeTail(() => _file.SetLength(_end));
    }

    /// <summary>Makes sure that nothing was to be written to other files.</summary>
    /// <exception cref="IOException">It was, or may yet be.</exception>
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
            // A part may have been written, on a disk that is full.
            _known = _file.Version;
        }
    }

    /// <summary>Changes what lies behind the end.</summary>
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

    /// <summary>The refusal once somebody else has changed the file.</summary>
    public ConcurrentChangeException Changed() => new($"{Path}: another program has changed the file meanwhile; the change was not made");

    /// <inheritdoc/>
    public override void Close() => IsClosed = true; // The file itself stays open until the change is made or given up.

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
