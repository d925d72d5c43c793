using System.Collections.Immutable;

namespace DelayedArrays.Hdf5;

/// <summary>
/// A file open for reading that keeps showing the content it had when it was opened, even if this program changes it. A change hands over
/// the old pages before it overwrites them. Other programs cannot change the file, because it is locked in the way of the HDF5 library.
/// </summary>
internal sealed partial class SnapshotFile : DriverFile
{
    /// <summary>The most pages to keep: 64 MiB.</summary>
    public const int MaxKept = (64 << 20) / PageOverlay.PageSize;

    // Longer than any disk needs to flush some pages.
    private static readonly TimeSpan LastStep = TimeSpan.FromSeconds(10);

    private readonly StoredFile _file;
    private volatile ImmutableDictionary<long, byte[]> _kept = ImmutableDictionary<long, byte[]>.Empty;
    private volatile bool _isOutdated;
    private volatile bool _isClosed;

    private SnapshotFile(string path, StoredFile file)
    {
        Path = path;
        _file = file;
        Opened = file.Version;
        Length = Opened.Length;
        Add(this);
    }

    /// <summary>The full path of the file. A symbolic link at its end is resolved.</summary>
    public override string Path { get; }

    /// <inheritdoc/>
    public override int Descriptor => _file.Descriptor;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <summary>The version of the file when it was opened.</summary>
    public FileVersion Opened { get; }

    /// <summary>The present version of the file, even if it was renamed; null if it is closed.</summary>
    public FileVersion? Version
    {
        get
        {
            try
            {
                return _isClosed ? null : _file.Version;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
        }
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <exception cref="IOException">The file cannot be opened, or another program is writing it.</exception>
    public static SnapshotFile Open(string path)
    {
        var target = StoredFile.TargetOf(path);
        var left = new PendingJournal(target);
        left.Settle();
        var file = OpenShared(target);
        if (!left.IsLeft())
            return new(target, file);
        // Someone else was about to finish an abandoned change, or a change has just been abandoned.
        file.Dispose();
        left.Settle(ChangeLock.DefaultWait);
        file = OpenShared(target);
        if (!left.IsLeft())
            return new(target, file);
        file.Dispose();
        throw new ConcurrentChangeException($"{target}: an unfinished change is still being completed; try again");
    }

    /// <inheritdoc/>
    public override void Read(long at, Span<byte> destination)
    {
        if (TryRead(at, destination) < destination.Length)
            throw new EndOfStreamException($"the file ends at byte {Length}; expected data up to byte {at + destination.Length}");
    }

    /// <summary>
    /// Reads bytes as they were when the file was opened. Gives fewer than asked for only at the end the file had then.
    /// </summary>
    /// <returns>How many were read.</returns>
    /// <exception cref="IOException">More of the old content was overwritten than can be kept.</exception>
    public int TryRead(long at, Span<byte> destination)
    {
        var within = destination[..(int)Math.Clamp(Length - at, 0, destination.Length)];
        var read = _file.Read(at, within);
        // The order matters: old pages are handed over before they are overwritten, so a page that was read too late is replaced here.
        if (_kept is { IsEmpty: false } kept)
            read = Math.Max(read, Restore(kept, at, within));
        return !_isOutdated ? read
            : throw new IOException("the file has changed since it was opened, in too many places to keep the old content, or by another program; open it again");
    }

    /// <summary>Keeps pages that are about to be overwritten. Gives up if there are too many.</summary>
    public void Keep(IEnumerable<KeyValuePair<long, byte[]>> pages)
    {
        if (_isOutdated)
            return;
        var kept = _kept.ToBuilder();
        foreach (var (number, page) in pages)
        {
            // After the first change, the page on disk is no longer the one that was there at opening.
            if (!kept.ContainsKey(number))
                kept.Add(number, page);
        }
        if (kept.Count > MaxKept)
            Outdate();
        else
            _kept = kept.ToImmutable();
    }

    /// <summary>Marks the file as outdated: more is about to be overwritten than can be kept.</summary>
    public void Outdate()
    {
        _isOutdated = true;
        _kept = ImmutableDictionary<long, byte[]>.Empty;
    }

    /// <summary>Gives up the lock on the file while this program changes it.</summary>
    public void Unlock() => UnlessClosed(_file.Unlock);

    /// <summary>Shares the lock again.</summary>
    /// <param name="known">The version that this program has left.</param>
    public void Lock(FileVersion known) => UnlessClosed(() =>
    {
        // Another program was quicker. It has written the file, or may do so while nobody keeps the old pages.
        if (!_file.TryLockShared() || _file.Version != known)
            Outdate();
    });

    /// <inheritdoc/>
    public override void Write(long at, ReadOnlySpan<byte> bytes) =>
        throw new IOException("the file is open for reading only");

    /// <inheritdoc/>
    public override void Close()
    {
        _isClosed = true;
        Remove(this);
        _file.Dispose();
    }

    private static StoredFile OpenShared(string target)
    {
        var missed = 0;
        return ChangeLock.Attempt(() =>
        {
            try
            {
                return StoredFile.OpenRead(target);
            }
            // A change is in its last step, which is over in an instant, or it ended between the two looks.
            catch (IOException failure) when (ChangeLock.IsTaken(failure) && (ChangeLock.IsHeld(target) || missed++ < 3))
            {
                return null;
            }
        }, LastStep, default) ?? StoredFile.OpenRead(target);
    }

    private static void UnlessClosed(Action action)
    {
        try
        {
            action();
        }
        catch (ObjectDisposedException)
        {
            // Another thread has closed the file.
        }
    }

    private static int Restore(ImmutableDictionary<long, byte[]> kept, long at, Span<byte> destination)
    {
        var end = 0;
        foreach (var part in PagePart.Of(at, destination.Length))
        {
            if (!kept.TryGetValue(part.Page, out var page))
                continue;
            page.AsSpan(part.Within, part.Length).CopyTo(destination[part.Offset..]);
            end = part.Offset + part.Length;
        }
        return end;
    }
}
