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
        ZipEntry entry;
        try
        {
            entry = appender.Append(key.Path, value);
        }
        catch (IOException error)
        {
            throw new IOException($"{Location}::{key}: the value cannot be written: {error.Message}", error);
        }
        lock (_lock)
        {
            if (!_entries.ContainsKey(key.Path))
                _index = null;
            _entries[key.Path] = entry;
        }
    }

    /// <inheritdoc/>
    public override void Delete(StoreKey key)
    {
        Writable();
        lock (_lock)
            Remove(key.Path);
    }

    /// <inheritdoc/>
    public override void DeleteAll(StoreKey key)
    {
        Writable();
        lock (_lock)
        {
            var under = Index().Under(key);
            Remove(key.Path);
            foreach (var path in under)
                Remove(path);
        }
    }

    /// <inheritdoc/>
    public override void Move(StoreKey source, StoreKey target)
    {
        var appender = Writable();
        source.ThrowIfCannotMoveTo(target);
        lock (_lock)
        {
            var moved = Index().Under(source);
            if (moved.IsEmpty)
                throw new IOException($"{Location}::{source}: there is nothing to move");
            if (!Index().Under(target).IsEmpty)
                throw new IOException($"{Location}::{target}: '{source}' cannot move here, for there are other values");
            foreach (var path in moved)
                Located(path);
            foreach (var path in moved)
            {
                // Entries are renamed one by one, so that after a failure each value still has the name in its header.
                var to = target.Path + path[source.Path.Length..];
                _entries[to] = appender.Rename(_entries[path], to);
                Remove(path);
            }
        }
    }

    /// <inheritdoc/>
    public override void MoveToRoot(StoreKey source)
    {
        var appender = Writable();
        source.ThrowIfNotTop(nameof(source));
        lock (_lock)
        {
            var moved = Index().Under(source).ToArray();
            if (moved.Length == 0)
                throw new IOException($"{Location}::{source}: there is nothing to move");
            foreach (var path in moved)
                Located(path);
            var renamed = moved.Select(path => Renamed(appender, path, path[(source.Path.Length + 1)..])).ToList();
            _entries.Clear();
            foreach (var entry in renamed)
                _entries[entry.Name] = entry;
            _index = null;
        }
    }

    /// <inheritdoc/>
    internal override void Replace(StoreKey source, StoreKey target, StoreKey aside)
    {
        var appender = Writable();
        lock (_lock)
        {
            // Nobody sees incomplete content, so nothing needs to be set aside.
            var renamed = Index().Under(source).ToArray().Select(path => Renamed(appender, path, target.Path + path[source.Path.Length..])).ToList();
            foreach (var path in Index().Under(target).ToArray().Append(target.Path))
                Remove(path);
            foreach (var entry in renamed)
                _entries[entry.Name] = entry;
            _index = null;
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
        lock (_lock)
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
        foreach (var path in _entries.Keys.ToArray())
        {
            if (!appender.Has(_entries[path]))
                _entries[path] = appender.Copy(Located(path), path);
        }
    }

    /// <summary>Renames an entry. If a later step fails, an entry whose header has a new name must not stay under the old one.</summary>
    private ZipEntry Renamed(ZipAppender appender, string path, string name)
    {
        var renamed = appender.Rename(Located(path), name);
        Remove(path);
        return renamed;
    }

    private ZipEntry Located(string path)
    {
        var entry = _entries[path];
        new ZipEntryReader(this, new StoreKey(path), entry).Locate();
        return entry;
    }

    private void Remove(string path)
    {
        if (_entries.Remove(path))
            _index = null;
    }

    private ZipAppender Writable() =>
        _isComplete ? throw new NotSupportedException($"{Location}: the zip file is complete; open it again to write more")
        : _appender ?? throw new NotSupportedException($"{Location}: the store was opened for reading");
}
