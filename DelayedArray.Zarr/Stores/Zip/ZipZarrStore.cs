using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>
/// A store in a zip file. Each value is an entry, stored or deflated; among entries with the same name, the last one counts.
/// </summary>
/// <remarks>
/// Others see no write until <see cref="Complete"/> has been called, and then all of them at once. Disposing without it leaves the old
/// file, or none. Values are stored without compression, because chunks are already compressed. A writer has the file to itself until the
/// end, while other writers wait. Readers keep seeing what they have opened.
/// </remarks>
public sealed partial class ZipZarrStore : ZarrStore
{
    private readonly string _path;
    private readonly IDisposable? _change;
    private readonly SafeFileHandle? _old;
    private readonly ZipAppender? _appender;
    private readonly KeyedValues<ZipEntry> _entries = new();
    private bool _isComplete;

    /// <summary>Opens a file for reading.</summary>
    private ZipZarrStore(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Location = path;
        _path = RealPath(path);
        _old = OpenFile(FileAccess.Read);
        try
        {
            Add(ZipDirectory.ReadGrowing(_path, path, _old));
        }
        catch
        {
            _old.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file for writing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keeps">Whether to keep the old content; null to keep it if there is a file.</param>
    /// <param name="options">How long to wait for other writers, and whether to copy the file.</param>
    private ZipZarrStore(string path, bool? keeps, StoreWriteOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Location = path;
        _path = RealPath(path);
        try
        {
            if (keeps == true && !File.Exists(_path))
                throw new FileNotFoundException($"{path}: there is no such file", path);
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            _change = new StoreLocks(path, _path, _path, isFolder: true).TakeHierarchy(options.Wait);
            var found = FileVersion.Of(_path);
            if (keeps ?? found.Exists)
                (_old, _appender) = OpenOld(options.CopyZip);
            else
                _appender = new NewZipFile(_path, found);
        }
        catch (Exception error)
        {
            _old?.Dispose();
            _change?.Dispose();
            if (error is UnauthorizedAccessException or (IOException and not (ArrayFormatException or ConcurrentChangeException or FileNotFoundException)))
                throw new IOException($"{path}: the zip file cannot be written: {error.Message}", error);
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Location { get; }

    /// <inheritdoc/>
    public override bool IsWritable => _appender is not null && !_isComplete;

    /// <inheritdoc/>
    internal override bool CollectsWrites => true;

    /// <summary>Opens a zip file for reading.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">The file is not a zip file, or is damaged.</exception>
    public static ZipZarrStore Open(string path) => new(path);

    /// <summary>Starts a new zip file. When it is completed, it replaces an existing file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">How long to wait for other writers.</param>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    /// <exception cref="ConcurrentChangeException">Someone else kept writing the file for longer than the wait.</exception>
    public static ZipZarrStore Create(string path, StoreWriteOptions options = default) => new(path, keeps: false, options);

    /// <summary>
    /// Opens a zip file for reading and writing. New content is appended, so that a change costs only what it adds; space of replaced or
    /// deleted values is not reused. With <see cref="StoreWriteOptions.CopyZip"/>, or if the file itself cannot be written, completing
    /// the store copies the remaining content to a new file, which replaces the old one.
    /// </summary>
    /// <remarks>
    /// If the program is killed, every reader sees the old content. Some bytes may remain at the end, which the next update removes.
    /// Other software finds the file damaged only if the program was killed while it wrote a copy of the directory at the end, which
    /// takes about 3 ms for 100,000 entries. Software that reads zip files sequentially without the directory (<c>bsdtar</c> from a pipe)
    /// sees the old content. Neither can happen if the file is copied.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How long to wait for other writers, and whether to copy the file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">The file is not a zip file, or is damaged.</exception>
    /// <exception cref="NotSupportedException">Other bytes precede the zip file. A copy would lose them.</exception>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    /// <exception cref="ConcurrentChangeException">Someone else kept writing the file for longer than the wait.</exception>
    public static ZipZarrStore Update(string path, StoreWriteOptions options = default) => new(path, keeps: true, options);

    /// <summary>Opens a zip file for reading and writing, or starts a new one if there is none.</summary>
    internal static ZipZarrStore UpdateOrCreate(string path, StoreWriteOptions options) => new(path, keeps: null, options);

    /// <inheritdoc/>
    public override long? Length(StoreKey key, CancellationToken cancellation = default) => _entries.Find(key)?.Length;

    /// <inheritdoc/>
    public override bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        cancellation.ThrowIfCancellationRequested();
        if (_entries.Find(key) is not { } entry)
            return false;
        new ZipEntryReader(this, key, entry).Read(range, limit, destination, cancellation);
        return true;
    }

    /// <inheritdoc/>
    internal override ValueState StateOf(StoreKey key) =>
        _entries.Find(key) is { } entry ? new(true, entry.Length, (entry.HeaderOffset, entry.Crc)) : default;

    /// <inheritdoc/>
    public override IEnumerable<StoreEntry> List(StoreKey key) => _entries.Children(key);

    /// <inheritdoc/>
    internal override IEnumerable<StoreEntry> Enumerate(StoreKey key) => _entries.Enumerate(key);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _appender?.Dispose();
            _old?.Dispose();
            _change?.Dispose();
        }
        base.Dispose(disposing);
    }

    private static string RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        return LinkGuard.RealPath(full) ?? full;
    }

    private SafeFileHandle OpenFile(FileAccess access)
    {
        try
        {
            return File.OpenHandle(_path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException($"{Location}: {error.Message}", error);
        }
    }

    /// <summary>
    /// Reads a file that is about to be changed, either by extending it, if that is wanted and possible, or by making a new one.
    /// </summary>
    private (SafeFileHandle Old, ZipAppender Appender) OpenOld(bool copies)
    {
        var writable = TryOpenToWrite();
        var file = writable ?? OpenFile(FileAccess.Read);
        try
        {
            if (writable is not null)
                GrownZipFile.Recover(_path, Location, writable);
            var found = FileVersion.Of(_path);
            var directory = new ZipDirectory(Location, file);
            Add(directory.Read());
            if (!copies && writable is not null && directory.Skipped == 0)
                return (file, new GrownZipFile(_path, file, directory, found));
            if (directory.HasOtherBytesInFront())
                throw new NotSupportedException($"{Location}: other bytes precede the zip file, as in self-extracting ones, and would be lost in a copy; it can only be read");
            return (file, new NewZipFile(_path, found));
        }
        catch (Exception error)
        {
            file.Dispose();
            if (error is EndOfStreamException)
                throw new IOException($"{Location}: {error.Message}", error);
            throw;
        }
    }

    private SafeFileHandle? TryOpenToWrite()
    {
        try
        {
            return File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or (IOException and not FileNotFoundException))
        {
            return null;
        }
    }

    private void Add(IReadOnlyList<ZipEntry> entries)
    {
        foreach (var entry in entries)
            _entries[entry.Name] = entry;
    }
}
