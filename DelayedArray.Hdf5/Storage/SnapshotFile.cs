using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// A file open for reading, which goes on to show what it held when it was opened, though this program changes it meanwhile: pages
/// that a change overwrites are handed over before. Other programs cannot change it, since it is locked as the HDF5 library
/// locks it.
/// </summary>
internal sealed partial class SnapshotFile : DriverFile
{
    /// <summary>Pages that are kept at most: 64 MiB.</summary>
    public const int MostKept = (64 << 20) / PageOverlay.PageSize;

    // Longer than any disk takes to flush some pages.
    private static readonly TimeSpan _lastStep = TimeSpan.FromSeconds(10);

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

    /// <summary>Its full path, links at its end followed.</summary>
    public override string Path { get; }

    /// <inheritdoc/>
    public override int Descriptor => _file.Descriptor;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <summary>The file as it was when it was opened.</summary>
    public FileVersion Opened { get; }

    /// <summary>The file on disk now, wherever its name has gone; null if it is closed.</summary>
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
    /// <exception cref="IOException">It cannot be opened, or another program writes it.</exception>
    public static SnapshotFile Open(string path)
    {
        var target = StoredFile.TargetOf(path);
        var left = new PendingJournal(target);
        left.Settle();
        var file = OpenShared(target);
        if (!left.IsLeft())
            return new(target, file);
        // Somebody else was about to finish what a program left; or it has been left just now.
        file.Dispose();
        left.Settle(ChangeLock.UsualWait);
        file = OpenShared(target);
        if (!left.IsLeft())
            return new(target, file);
        file.Dispose();
        throw new ConcurrentChangeException($"{target}: a change that was left unfinished is still being finished; try again");
    }

    /// <inheritdoc/>
    public override void Read(long at, Span<byte> destination)
    {
        if (TryRead(at, destination) < destination.Length)
            throw new EndOfStreamException($"the file ends at byte {Length}; expected data up to byte {at + destination.Length}");
    }

    /// <summary>Reads bytes as they were when the file was opened; fewer than asked for only where it ended then.</summary>
    /// <returns>How many were read.</returns>
    /// <exception cref="IOException">Too much of what was there has been overwritten to be kept.</exception>
    public int TryRead(long at, Span<byte> destination)
    {
        var within = destination[..(int)Math.Clamp(Length - at, 0, destination.Length)];
        var read = _file.Read(at, within);
        // In this order: pages are handed over before they are overwritten, so what was read too late is put right here.
        if (_kept is { IsEmpty: false } kept)
            read = Math.Max(read, Restore(kept, at, within));
        return !_isOutdated ? read
            : throw new IOException("the file has been changed since it was opened, in too many places to keep what it held, or by another program; open it again");
    }

    /// <summary>Keeps pages that are about to be overwritten, unless there are too many by now.</summary>
    public void Keep(IEnumerable<KeyValuePair<long, byte[]>> pages)
    {
        if (_isOutdated)
            return;
        var kept = _kept.ToBuilder();
        foreach (var (number, page) in pages)
        {
            // From the first change on, what is on disk is not what was there when the file was opened.
            if (!kept.ContainsKey(number))
                kept.Add(number, page);
        }
        if (kept.Count > MostKept)
            Outdate();
        else
            _kept = kept.ToImmutable();
    }

    /// <summary>Says that more is about to be overwritten than can be kept.</summary>
    public void Outdate()
    {
        _isOutdated = true;
        _kept = ImmutableDictionary<long, byte[]>.Empty;
    }

    /// <summary>Gives up the lock on the file, for as long as this program changes it.</summary>
    public void Unlock() => UnlessClosed(_file.Unlock);

    /// <summary>Shares the lock again.</summary>
    /// <param name="known">The file as this program has left it.</param>
    public void Lock(FileVersion known) => UnlessClosed(() =>
    {
        // Another program was quicker, and may write what nobody keeps, or has written it.
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

    private static StoredFile OpenShared(string target) => ChangeLock.Attempt(() =>
    {
        try
        {
            return StoredFile.OpenRead(target);
        }
        catch (IOException failure) when (ChangeLock.SaysTaken(failure) && ChangeLock.IsHeld(target))
        {
            // A change of it is in its last step, which takes an instant.
            return null;
        }
    }, _lastStep, default) ?? StoredFile.OpenRead(target);

    private static void UnlessClosed(Action action)
    {
        try
        {
            action();
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
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
