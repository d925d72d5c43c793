using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>
/// A store in a zip file: each value is an entry, stored or deflated; of entries with the same name the last one counts.
/// </summary>
/// <remarks>
/// Writes go to a new file beside, which <see cref="Complete"/> puts in the place of the old one in one step; disposing
/// without it leaves the old file, or none. Values are written as they are, for chunks are compressed already. The room of
/// values that were replaced is not used again until the file is opened by <see cref="Update"/> and completed.
/// </remarks>
public sealed partial class ZipZarrStore : ZarrStore
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly SafeFileHandle? _old;
    private readonly ZipAppender? _appender;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);
    private readonly FileVersion? _found;
    private KeyIndex? _index;
    private bool _isComplete;

    private ZipZarrStore(string path, bool read, bool write, bool mustBeNew = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Location = path;
        _path = Path.GetFullPath(path);
        _found = mustBeNew ? default(FileVersion) : null;
        try
        {
            if (read)
            {
                _found = FileVersion.Of(_path);
                _old = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
                ZipDirectory directory = new(path, _old);
                foreach (var entry in directory.Read())
                    _entries[entry.Name] = entry;
                if (write && directory.HasOtherBytesInFront())
                    throw new NotSupportedException($"{path}: other bytes stand in front of the zip file, as in self-extracting ones, and would be lost; it can only be read");
            }
        }
        catch (Exception error)
        {
            _old?.Dispose();
            if (error is UnauthorizedAccessException or EndOfStreamException)
                throw new IOException($"{path}: {error.Message}", error);
            throw;
        }
        try
        {
            _appender = write ? new ZipAppender(_path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _old?.Dispose();
            throw new IOException($"{path}: the zip file cannot be written: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public override string Location { get; }

    /// <inheritdoc/>
    public override bool IsWritable => _appender is not null && !_isComplete;

    /// <summary>Opens a zip file for reading.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">It is no zip file, or damaged.</exception>
    public static ZipZarrStore Open(string path) => new(path, read: true, write: false);

    /// <summary>Begins a new zip file, which takes the place of one that is there when it is completed.</summary>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    public static ZipZarrStore Create(string path) => new(path, read: false, write: true);

    /// <summary>Begins a new zip file where there is none; completing it is an error if there is one by then.</summary>
    internal static ZipZarrStore CreateNew(string path) => new(path, read: false, write: true, mustBeNew: true);

    /// <summary>
    /// Opens a zip file for reading and writing. Completing it copies what is still wanted to a new file; it is an error if somebody
    /// else has replaced or changed the file meanwhile, whose changes would be lost.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">It is no zip file, or damaged.</exception>
    /// <exception cref="NotSupportedException">Other bytes stand in front of the zip file.</exception>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    public static ZipZarrStore Update(string path) => new(path, read: true, write: true);

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
        }
        base.Dispose(disposing);
    }

    private ZipEntry? Find(StoreKey key)
    {
        lock (_lock)
            return _entries.GetValueOrDefault(key.Path);
    }

    private KeyIndex Index() => _index ??= new KeyIndex(_entries.Keys);
}
