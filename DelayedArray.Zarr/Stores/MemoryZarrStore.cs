using System.Buffers;

namespace DelayedArrays;

/// <summary>A store in memory, for tests and for arrays that need not outlive the process.</summary>
public sealed class MemoryZarrStore : ZarrStore
{
    private readonly KeyedValues<byte[]> _values = new();

    /// <inheritdoc/>
    public override string Location => "memory";

    /// <inheritdoc/>
    public override bool IsWritable => true;

    /// <inheritdoc/>
    public override long? Length(StoreKey key, CancellationToken cancellation = default) => _values.Find(key)?.LongLength;

    /// <inheritdoc/>
    public override bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        cancellation.ThrowIfCancellationRequested();
        if (_values.Find(key) is not { } value)
            return false;
        (var offset, var count) = Resolve(key, range, value.Length, limit);
        destination.Write(value.AsSpan((int)offset, count));
        return true;
    }

    /// <inheritdoc/>
    public override IEnumerable<StoreEntry> List(StoreKey key) => _values.Children(key);

    /// <inheritdoc/>
    internal override IEnumerable<StoreEntry> Enumerate(StoreKey key) => _values.Enumerate(key);

    /// <inheritdoc/>
    public override void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default)
    {
        key.ThrowIfRoot(nameof(key));
        cancellation.ThrowIfCancellationRequested();
        _values[key.Path] = value.ToArray();
    }

    /// <inheritdoc/>
    public override void Delete(StoreKey key) => _values.Remove(key.Path);

    /// <inheritdoc/>
    public override void DeleteAll(StoreKey key) => _values.RemoveAll(key);

    /// <inheritdoc/>
    public override void Move(StoreKey source, StoreKey target)
    {
        source.ThrowIfCannotMoveTo(target);
        lock (_values.Gate)
        {
            foreach (var path in _values.UnderMoved(source, target, Location))
            {
                _values[target.Path + path[source.Path.Length..]] = _values[path];
                _values.Remove(path);
            }
        }
    }

    /// <inheritdoc/>
    public override void MoveToRoot(StoreKey source)
    {
        source.ThrowIfNotTop(nameof(source));
        lock (_values.Gate)
        {
            (string Path, byte[] Value)[] moved =
                [.. _values.UnderMoved(source, Location).Select(path => (path[(source.Path.Length + 1)..], _values[path]))];
            _values.Clear();
            foreach ((var path, var value) in moved)
                _values[path] = value;
        }
    }
}
