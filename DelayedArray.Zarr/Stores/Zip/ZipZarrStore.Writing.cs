namespace DelayedArrays;

/// <content>Writing.</content>
public sealed partial class ZipZarrStore
{
    /// <inheritdoc/>
    public override void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default)
    {
        ZipAppender appender = Writable();
        StoreChecks.NotRoot(key, nameof(key));
        cancellation.ThrowIfCancellationRequested();
        ZipEntry entry = appender.Append(key.Path, value);
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
            ReadOnlySpan<string> under = Index().Under(key);
            Remove(key.Path);
            foreach (string path in under)
                Remove(path);
        }
    }

    /// <inheritdoc/>
    public override void Move(StoreKey source, StoreKey target)
    {
        ZipAppender appender = Writable();
        StoreChecks.CanMove(source, target);
        lock (_lock)
        {
            ReadOnlySpan<string> moved = Index().Under(source);
            if (moved.IsEmpty)
                throw new IOException($"{Location}::{source}: there is nothing to move");
            if (!Index().Under(target).IsEmpty)
                throw new IOException($"{Location}::{target}: '{source}' cannot move here, for there are other values");
            foreach (string path in moved)
                Located(path);
            foreach (string path in moved)
            {
                // One by one, so that after a failure each value still has the name that its header has.
                string to = target.Path + path[source.Path.Length..];
                _entries[to] = appender.Rename(_entries[path], to);
                Remove(path);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArrayFormatException">A value of the file that was updated is damaged and cannot be copied.</exception>
    public override void Complete()
    {
        if (_appender is null || _isComplete)
            return;
        lock (_lock)
        {
            foreach (string path in _entries.Keys.ToArray())
            {
                if (!_appender.Has(_entries[path]))
                    _entries[path] = _appender.Copy(Located(path), path);
            }
            _old?.Dispose();
            _appender.Complete(_path, _entries.Values);
            _isComplete = true;
        }
    }

    private ZipEntry Located(string path)
    {
        ZipEntry entry = _entries[path];
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
