namespace DelayedArrays.Zarr;

/// <summary>
/// The sorted keys of a store that has no folders. Finds the names directly under a key in a time that depends on their number, not on
/// the number of all keys.
/// </summary>
internal sealed class KeyIndex
{
    private readonly string[] _paths;

    /// <summary>Creates the index.</summary>
    public KeyIndex(IEnumerable<string> paths)
    {
        _paths = [.. paths];
        Array.Sort(_paths, StringComparer.Ordinal);
    }

    /// <summary>The names directly under a key, in order.</summary>
    public IReadOnlyList<StoreEntry> Children(StoreKey key)
    {
        var prefix = Prefix(key);
        var entries = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        var at = FirstFrom(prefix);
        while (at < _paths.Length && _paths[at].StartsWith(prefix, StringComparison.Ordinal))
        {
            var rest = _paths[at].AsSpan(prefix.Length);
            var slash = rest.IndexOf('/');
            var name = (slash < 0 ? rest : rest[..slash]).ToString();
            entries[name] = slash >= 0 || entries.GetValueOrDefault(name);
            at = slash < 0 ? at + 1 : FirstFrom(prefix + name + (char)('/' + 1));
        }
        return [.. entries.Select(entry => new StoreEntry(entry.Key, entry.Value))];
    }

    /// <summary>The names directly under a key, one by one.</summary>
    public IEnumerable<StoreEntry> Enumerate(StoreKey key)
    {
        var prefix = Prefix(key);
        for (var at = FirstFrom(prefix); at < _paths.Length && _paths[at].StartsWith(prefix, StringComparison.Ordinal);)
        {
            var slash = _paths[at].IndexOf('/', prefix.Length);
            var name = slash < 0 ? _paths[at][prefix.Length..] : _paths[at][prefix.Length..slash];
            yield return new StoreEntry(name, slash >= 0);
            at = slash < 0 ? at + 1 : FirstFrom(prefix + name + (char)('/' + 1));
        }
    }

    /// <summary>All paths under a key.</summary>
    public ReadOnlySpan<string> Under(StoreKey key)
    {
        var prefix = Prefix(key);
        var first = FirstFrom(prefix);
        var end = first;
        while (end < _paths.Length && _paths[end].StartsWith(prefix, StringComparison.Ordinal))
            end++;
        return _paths.AsSpan(first, end - first);
    }

    private static string Prefix(StoreKey key) => key.IsRoot ? "" : key.Path + "/";

    private int FirstFrom(string path)
    {
        var found = Array.BinarySearch(_paths, path, StringComparer.Ordinal);
        return found < 0 ? ~found : found;
    }
}
