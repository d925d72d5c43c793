using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>
/// A store in a folder. Each value is a file; each segment of its key except the last is a folder. Symbolic links are read as their
/// targets, unless the store is untrusted. A link out of the folder is never used for writing, and a link that leads nowhere is an error
/// instead of an absent value. A listing shows even empty folders as having children.
/// </summary>
public sealed partial class DirectoryZarrStore : ZarrStore
{
    private const int PieceLength = 1 << 24;
    private static readonly string[] GroupDocuments = [DocumentName.V2Group, DocumentName.V2Consolidated, DocumentName.V3];
    private readonly string _root;
    private readonly DirectoryStoreOptions _options;
    private readonly LinkGuard _links;
    private readonly ConcurrentDictionary<string, byte> _swept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _searchable = new(StringComparer.Ordinal);

    /// <summary>Opens a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">Whether and how values are written, and whether links are trusted.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist, and the store is not writable.</exception>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    public DirectoryZarrStore(string path, DirectoryStoreOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Location = path;
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _options = options;
        if (options.Writable)
            CreateFolder(_root);
        else if (!Directory.Exists(_root))
            throw new DirectoryNotFoundException($"{path}: there is no such folder");
        _links = new LinkGuard(path, _root, options.IsUntrusted);
    }

    /// <inheritdoc/>
    public override string Location { get; }

    /// <inheritdoc/>
    public override bool IsWritable => _options.Writable;

    /// <inheritdoc/>
    public override long? Length(StoreKey key, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Find(key)?.Length;
    }

    /// <inheritdoc/>
    public override bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        cancellation.ThrowIfCancellationRequested();
        if (Find(key) is not { } file)
            return false;
        if (file.Length == 0)
        {
            // An empty file is not opened: it may be a pipe or device, which also has no length, and would block or never end.
            Resolve(key, range, 0, limit);
            return true;
        }
        using var handle = Open(file, key);
        if (handle is null)
            return false;
        (var offset, var count) = Resolve(key, range, RandomAccess.GetLength(handle), limit);
        if (count > 0)
            Fill(handle, offset, destination.GetSpan(count)[..count], key, cancellation);
        destination.Advance(count);
        return true;
    }

    /// <summary>The parent folder as a store, and this folder's key in it; null if that is not possible.</summary>
    internal (DirectoryZarrStore Store, StoreKey Key)? Around()
    {
        var real = new DirectoryInfo(_root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? _root;
        return Path.GetDirectoryName(real) is { } folder && StoreKey.IsKey(Path.GetFileName(real))
            ? (new DirectoryZarrStore(folder, _options), new StoreKey(Path.GetFileName(real)))
            : null;
    }

    /// <inheritdoc/>
    internal override StoreLocks LocksOf(StoreKey top)
    {
        // A store may be opened at any of its groups, but the lock is always that of the outermost group.
        var root = LinkGuard.RealPath(PathOf(top)) ?? PathOf(top);
        while (Path.GetDirectoryName(root) is { } around && Array.Exists(GroupDocuments, name => File.Exists(Path.Combine(around, name))))
            root = around;
        return new(Location, root, LinkGuard.RealPath(_root) ?? _root, isFolder: true);
    }

    /// <inheritdoc/>
    internal override ValueState StateOf(StoreKey key) => ValueState.OfFile(PathOf(key));

    private string PathOf(StoreKey key)
    {
        // On Windows, a colon would start the name of a stream, or end the name of a drive.
        if (OperatingSystem.IsWindows() && key.Path.Contains(':', StringComparison.Ordinal))
            throw new ArrayFormatException(Location, key.Path, "has a colon, which file names on Windows cannot have");
        return key.IsRoot ? _root : Path.Join(_root, key.Path.Replace('/', Path.DirectorySeparatorChar));
    }

    private FileInfo? Find(StoreKey key)
    {
        if (key.IsRoot || PartialFile.Has(key))
            return null;
        var path = PathOf(key);
        _links.CheckReading(Path.GetDirectoryName(path)!, key);
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            CheckSearchable(path, key);
            return null;
        }
        return file.Attributes.HasFlag(FileAttributes.ReparsePoint) ? _links.Resolve(file, key) : file;
    }

    /// <summary>
    /// Makes sure that a missing value is truly absent and does not merely lie in a folder that may not be searched, because absent
    /// chunks read as fill values. The check throws internally, so its result is kept for each folder.
    /// </summary>
    private void CheckSearchable(string path, StoreKey key)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (_searchable.ContainsKey(folder))
            return;
        try
        {
            File.GetAttributes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // The value is absent.
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"{Location}::{key}: cannot be looked for: {error.Message}", error);
        }
        _searchable.TryAdd(folder, 0);
    }

    private SafeFileHandle? Open(FileInfo file, StoreKey key)
    {
        try
        {
            return File.OpenHandle(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException($"{Location}::{key}: reading is not permitted", error);
        }
    }

    private void Fill(SafeFileHandle handle, long offset, Span<byte> span, StoreKey key, CancellationToken cancellation)
    {
        while (!span.IsEmpty)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(handle, span[..Math.Min(span.Length, PieceLength)], offset);
            if (read == 0)
                throw new ArrayFormatException(Location, key.Path, $"the file was truncated while it was read; {span.Length} bytes are missing");
            offset += read;
            span = span[read..];
        }
    }
}
