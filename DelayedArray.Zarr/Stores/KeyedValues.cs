namespace DelayedArrays.Zarr;

/// <summary>
/// The values of a store that has no folders. Threads may share it. Whoever changes several values as one holds <see cref="Gate"/>.
/// </summary>
internal sealed class KeyedValues<T> where T : class
{
    private readonly Dictionary<string, T> _values = new(StringComparer.Ordinal);
    private KeyIndex? _index;

    /// <summary>The lock of all members.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The paths; hold <see cref="Gate"/>.</summary>
    public IReadOnlyCollection<string> Paths => _values.Keys;

    /// <summary>The values; hold <see cref="Gate"/>.</summary>
    public IReadOnlyCollection<T> Values => _values.Values;

    private KeyIndex Index => _index ??= new KeyIndex(_values.Keys);

    /// <summary>The value of a path, which must exist to be read.</summary>
    public T this[string path]
    {
        get
        {
            lock (Gate)
                return _values[path];
        }
        set
        {
            lock (Gate)
            {
                if (!_values.ContainsKey(path))
                    _index = null;
                _values[path] = value;
            }
        }
    }

    /// <summary>The value of a key; null if there is none.</summary>
    public T? Find(StoreKey key)
    {
        lock (Gate)
            return _values.GetValueOrDefault(key.Path);
    }

    /// <summary>The names directly under a key, in order.</summary>
    public IEnumerable<StoreEntry> Children(StoreKey key)
    {
        lock (Gate)
            return Index.Children(key);
    }

    /// <summary>The names directly under a key, one by one, as they are now.</summary>
    public IEnumerable<StoreEntry> Enumerate(StoreKey key)
    {
        lock (Gate)
            return Index.Enumerate(key);
    }

    /// <summary>The paths under a key.</summary>
    public string[] Under(StoreKey key)
    {
        lock (Gate)
            return Index.Under(key).ToArray();
    }

    /// <summary>The paths under a key whose values are about to move.</summary>
    /// <param name="source">The key.</param>
    /// <param name="location">The store, for messages.</param>
    /// <exception cref="IOException">There are none.</exception>
    public string[] UnderMoved(StoreKey source, string location) =>
        Under(source) is { Length: > 0 } moved ? moved : throw new IOException($"{location}::{source}: there is nothing to move");

    /// <summary>The paths under a key whose values are about to move to another key.</summary>
    /// <exception cref="IOException">There are none, or there are values under the other key.</exception>
    public string[] UnderMoved(StoreKey source, StoreKey target, string location)
    {
        var moved = UnderMoved(source, location);
        return Under(target).Length == 0
            ? moved
            : throw new IOException($"{location}::{target}: '{source}' cannot move here, because there are other values");
    }

    /// <summary>Removes a value if it exists.</summary>
    public void Remove(string path)
    {
        lock (Gate)
        {
            if (_values.Remove(path))
                _index = null;
        }
    }

    /// <summary>Removes the value of a key and those under it.</summary>
    public void RemoveAll(StoreKey key)
    {
        lock (Gate)
        {
            foreach (var path in Under(key))
                Remove(path);
            Remove(key.Path);
        }
    }

    /// <summary>Removes all values.</summary>
    public void Clear()
    {
        lock (Gate)
        {
            _values.Clear();
            _index = null;
        }
    }
}
