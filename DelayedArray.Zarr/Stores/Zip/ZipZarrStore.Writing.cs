namespace DelayedArrays;

/// <content>Writing.</content>
public sealed partial class ZipZarrStore
{
    /// <inheritdoc/>
    public override void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default)
    {
        var appender = Writable();
        key.ThrowIfRoot(nameof(key));
        cancellation.ThrowIfCancellationRequested();
        try
        {
            _entries[key.Path] = appender.Append(key.Path, value);
        }
        catch (IOException error)
        {
            throw new IOException($"{Location}::{key}: the value cannot be written: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public override void Delete(StoreKey key)
    {
        Writable();
        _entries.Remove(key.Path);
    }

    /// <inheritdoc/>
    public override void DeleteAll(StoreKey key)
    {
        Writable();
        _entries.RemoveAll(key);
    }

    /// <inheritdoc/>
    public override void Move(StoreKey source, StoreKey target)
    {
        var appender = Writable();
        source.ThrowIfCannotMoveTo(target);
        lock (_entries.Gate)
        {
            var moved = _entries.UnderMoved(source, target, Location);
            foreach (var path in moved)
                Located(path);
            foreach (var path in moved)
            {
                // Entries are renamed one by one, so that after a failure each value still has the name in its header.
                var to = target.Path + path[source.Path.Length..];
                _entries[to] = appender.Rename(_entries[path], to);
                _entries.Remove(path);
            }
        }
    }

    /// <inheritdoc/>
    public override void MoveToRoot(StoreKey source)
    {
        var appender = Writable();
        source.ThrowIfNotTop(nameof(source));
        lock (_entries.Gate)
        {
            var moved = _entries.UnderMoved(source, Location);
            foreach (var path in moved)
                Located(path);
            var renamed = moved.Select(path => Renamed(appender, path, path[(source.Path.Length + 1)..])).ToList();
            _entries.Clear();
            foreach (var entry in renamed)
                _entries[entry.Name] = entry;
        }
    }

    /// <inheritdoc/>
    internal override void Replace(StoreKey source, StoreKey target, StoreKey aside)
    {
        var appender = Writable();
        lock (_entries.Gate)
        {
            // Nobody sees incomplete content, so nothing needs to be set aside.
            var renamed = _entries.Under(source).Select(path => Renamed(appender, path, target.Path + path[source.Path.Length..])).ToList();
            _entries.RemoveAll(target);
            foreach (var entry in renamed)
                _entries[entry.Name] = entry;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArrayFormatException">The file is being copied, and one of its values is damaged.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ConcurrentChangeException">Someone else has written the file meanwhile. It stays as they left it.</exception>
    public override void Complete()
    {
        if (_appender is null || _isComplete)
            return;
        lock (_entries.Gate)
        {
            try
            {
                CopyOld(_appender);
                _appender.Complete(_entries.Values);
            }
            catch (ConcurrentChangeException error)
            {
                throw new ConcurrentChangeException($"{Location}: the zip file cannot be completed: {error.Message}", error);
            }
            catch (Exception error) when (error is (IOException and not ArrayFormatException) or UnauthorizedAccessException)
            {
                throw new IOException($"{Location}: the zip file cannot be completed: {error.Message}", error);
            }
            _isComplete = true;
            _change?.Dispose();
        }
    }

    private void CopyOld(ZipAppender appender)
    {
        foreach (var path in _entries.Paths.ToArray())
        {
            if (!appender.Has(_entries[path]))
                _entries[path] = appender.Copy(Located(path), path);
        }
    }

    /// <summary>Renames an entry. If a later step fails, an entry whose header has a new name must not stay under the old one.</summary>
    private ZipEntry Renamed(ZipAppender appender, string path, string name)
    {
        var renamed = appender.Rename(Located(path), name);
        _entries.Remove(path);
        return renamed;
    }

    private ZipEntry Located(string path)
    {
        var entry = _entries[path];
        new ZipEntryReader(this, new StoreKey(path), entry).Locate();
        return entry;
    }

    private ZipAppender Writable() =>
        _isComplete ? throw new NotSupportedException($"{Location}: the zip file is complete; open it again to write more")
        : _appender ?? throw new NotSupportedException($"{Location}: the store was opened for reading");
}
