using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>
/// A store in a zip file: each value is an entry, stored or deflated; of entries with the same name the last one counts.
/// </summary>
/// <remarks>
/// Others see writes once <see cref="Complete"/> has been called, all of them in one step; disposing without it leaves the old file,
/// or none. Values are written as they are, for chunks are compressed already. Whoever writes has the file for itself until the end:
/// other writers wait. Those who only read go on to see what they have opened.
/// </remarks>
public sealed partial class ZipZarrStore : ZarrStore
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly IDisposable? _change;
    private readonly SafeFileHandle? _old;
    private readonly ZipAppender? _appender;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);
    private KeyIndex? _index;
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
    /// <param name="keeps">Whether what is there is kept; null if it is wherever there is a file.</param>
    /// <param name="options">How.</param>
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
            _change = new StoreLocks(path, _path, _path, isFolder: true).TakePlaces(options.Wait);
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
    /// <exception cref="ArrayFormatException">It is no zip file, or damaged.</exception>
    public static ZipZarrStore Open(string path) => new(path);

    /// <summary>Begins a new zip file, which takes the place of one that is there when it is completed.</summary>
    /// <param name="path">Where.</param>
    /// <param name="options">How long to wait for others who write it.</param>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    /// <exception cref="ConcurrentChangeException">Somebody else is writing the file, for longer than this may wait.</exception>
    public static ZipZarrStore Create(string path, StoreWriteOptions options = default) => new(path, keeps: false, options);

    /// <summary>
    /// Opens a zip file for reading and writing. What is written is added behind what is there, so that a change costs what it
    /// adds; the room of values that were replaced or deleted is not used again. With <see cref="StoreWriteOptions.CopyZip"/>, or
    /// where the file itself cannot be written, completing copies what is still wanted to a new file, which takes its place.
    /// </summary>
    /// <remarks>
    /// A program that is killed leaves the old contents, whoever reads them, and maybe bytes behind them, which the next update
    /// removes. Other programs than this library's find the file damaged only if it was killed while it wrote a copy of the
    /// directory behind the end, which takes about 3 ms for 100,000 entries. Programs that read zip files from front to
    /// end without the directory (<c>bsdtar</c> from a pipe) see what was there first. Neither happens where the file is copied.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">It is no zip file, or damaged.</exception>
    /// <exception cref="NotSupportedException">Other bytes stand in front of the zip file, and would be lost in a copy.</exception>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    /// <exception cref="ConcurrentChangeException">Somebody else is writing the file, for longer than this may wait.</exception>
    public static ZipZarrStore Update(string path, StoreWriteOptions options = default) => new(path, keeps: true, options);

    /// <summary>Opens a zip file for reading and writing where there is one, and begins a new one where not.</summary>
    internal static ZipZarrStore UpdateOrCreate(string path, StoreWriteOptions options) => new(path, keeps: null, options);

    /// <inheritdoc/>
    public override long? Length(StoreKey key, CancellationToken cancellation = default) => Find(key)?.Length;

    /// <inheritdoc/>
    public override bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        cancellation.ThrowIfCancellationRequested();
        if (Find(key) is not { } entry)
            return false;
        new ZipEntryReader(this, key, entry).Read(range, limit, destination, cancellation);
        return true;
    }

    /// <inheritdoc/>
    internal override ValueState StateOf(StoreKey key) =>
        Find(key) is { } entry ? new(true, entry.Length, (entry.HeaderOffset, entry.Crc)) : default;

    /// <inheritdoc/>
    public override IEnumerable<StoreEntry> List(StoreKey key)
    {
        lock (_lock)
            return Index().Children(key);
    }

    /// <inheritdoc/>
    internal override IEnumerable<StoreEntry> Enumerate(StoreKey key)
    {
        lock (_lock)
            return Index().Enumerate(key);
    }

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

    /// <summary>Reads a file that is to be changed: by adding to it, if that is wanted and can be, or by making another.</summary>
    private (SafeFileHandle Old, ZipAppender Appender) OpenOld(bool copies)
    {
        var writable = TryOpenToWrite();
        var file = writable ?? OpenFile(FileAccess.Read);
        try
        {
            if (writable is not null)
                GrownZipFile.Recover(_path, Location, writable);
            var found = FileVersion.Of(_path);
            ZipDirectory directory = new(Location, file);
            Add(directory.Read());
            if (!copies && writable is not null && directory.Skipped == 0)
                return (file, new GrownZipFile(_path, file, directory, found));
            if (directory.HasOtherBytesInFront())
                throw new NotSupportedException($"{Location}: other bytes stand in front of the zip file, as in self-extracting ones, and would be lost in a copy; it can only be read");
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

    private ZipEntry? Find(StoreKey key)
    {
        lock (_lock)
            return _entries.GetValueOrDefault(key.Path);
    }

    private KeyIndex Index() => _index ??= new KeyIndex(_entries.Keys);
}
