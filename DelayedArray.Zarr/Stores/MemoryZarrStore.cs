using System.Buffers;

namespace DelayedArrays;

/// <summary>A store in memory, for tests and for arrays that need not outlive the process.</summary>
public sealed class MemoryZarrStore : ZarrStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _values = new(StringComparer.Ordinal);
    private KeyIndex? _index;

    /// <inheritdoc/>
    public override string Location => "memory";

    /// <inheritdoc/>
    public override bool IsWritable => true;

    /// <inheritdoc/>
    public override long? Length(StoreKey key, CancellationToken cancellation = default) => Find(key)?.LongLength;

    /// <inheritdoc/>
    public override bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        cancellation.ThrowIfCancellationRequested();
        if (Find(key) is not { } value)
            return false;
        (var offset, var count) = Resolve(key, range, value.Length, limit);
        destination.Write(value.AsSpan((int)offset, count));
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
    public override void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default)
    {
        key.ThrowIfRoot(nameof(key));
        cancellation.ThrowIfCancellationRequested();
        var copy = value.ToArray();
        lock (_lock)
        {
            if (!_values.ContainsKey(key.Path))
                _index = null;
            _values[key.Path] = copy;
        }
    }

    /// <inheritdoc/>
    public override void Delete(StoreKey key)
    {
        lock (_lock)
            Remove(key.Path);
    }

    /// <inheritdoc/>
    public override void DeleteAll(StoreKey key)
    {
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
        source.ThrowIfCannotMoveTo(target);
        lock (_lock)
        {
            var moved = Index().Under(source);
            if (moved.IsEmpty)
                throw new IOException($"{Location}::{source}: there is nothing to move");
            if (!Index().Under(target).IsEmpty)
                throw new IOException($"{Location}::{target}: '{source}' cannot move here, for there are other values");
            foreach (var path in moved)
            {
                _values.Add(target.Path + path[source.Path.Length..], _values[path]);
                Remove(path);
            }
            _index = null;
        }
    }

    /// <inheritdoc/>
    public override void MoveToRoot(StoreKey source)
    {
        source.ThrowIfNotTop(nameof(source));
        lock (_lock)
        {
            (string Path, byte[] Value)[] moved = [.. Index().Under(source).ToArray().Select(path => (path[(source.Path.Length + 1)..], _values[path]))];
            if (moved.Length == 0)
                throw new IOException($"{Location}::{source}: there is nothing to move");
            _values.Clear();
            foreach ((var path, var value) in moved)
                _values.Add(path, value);
            _index = null;
        }
    }

    private byte[]? Find(StoreKey key)
    {
        lock (_lock)
            return _values.GetValueOrDefault(key.Path);
    }

    private KeyIndex Index() => _index ??= new KeyIndex(_values.Keys);

    private void Remove(string path)
    {
        if (_values.Remove(path))
            _index = null;
    }
}
