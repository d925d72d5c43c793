namespace DelayedArrays;

/// <summary>
/// The key of a value in a <see cref="ZarrStore"/>: segments joined by <c>/</c>. It can only name something inside the store. Therefore
/// it has no empty segments, no <c>.</c> or <c>..</c>, no backslashes or control characters, and does not start with a drive letter.
/// Folders on Windows also refuse colons elsewhere.
/// </summary>
public readonly record struct StoreKey
{
    private readonly string? _path;

    /// <summary>Creates a key.</summary>
    /// <param name="path">The segments, joined by <c>/</c>; empty for the root.</param>
    /// <exception cref="ArrayFormatException">The path could name something outside a store.</exception>
    public StoreKey(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Problem(path) is { } problem)
            throw new ArrayFormatException($"the key {Quoted(path)} {problem}; a key is names joined by '/', inside the store");
        _path = path.Length == 0 ? null : path;
    }

    /// <summary>Whether a path is a valid key. Names in archives may not be.</summary>
    internal static bool IsKey(string path) => Problem(path) is null;

    /// <summary>The root, above all keys.</summary>
    public static StoreKey Root => default;

    /// <summary>The segments, joined by <c>/</c>.</summary>
    public string Path => _path ?? "";

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => Path.Length == 0;

    /// <summary>The last segment.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Makes a key under another one.</summary>
    /// <param name="parent">The other key.</param>
    /// <param name="path">One or more segments.</param>
    /// <exception cref="ArrayFormatException">The path could name something outside a store.</exception>
    public static StoreKey operator /(StoreKey parent, string path) => parent.Under(path);

    /// <summary>Makes a key under this one.</summary>
    /// <param name="path">One or more segments.</param>
    /// <exception cref="ArrayFormatException">The path could name something outside a store.</exception>
    public StoreKey Under(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new StoreKey(IsRoot ? path : $"{Path}/{path}");
    }

    /// <summary>The path.</summary>
    public override string ToString() => Path;

    /// <summary>Makes a key from a path as users write it, with or without slashes at the start and end.</summary>
    /// <exception cref="ArrayFormatException">The path could name something outside a store.</exception>
    internal static StoreKey Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new StoreKey(path.Trim('/'));
    }

    /// <exception cref="ArgumentException">This is the root, which is not a value.</exception>
    internal void ThrowIfRoot(string parameter)
    {
        if (IsRoot)
            throw new ArgumentException("The root of a store is not a value and cannot move.", parameter);
    }

    /// <exception cref="ArgumentException">This is not directly under the root.</exception>
    internal void ThrowIfNotTop(string parameter)
    {
        if (IsRoot || Path.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"'{this}' is not right under the root.", parameter);
    }

    /// <exception cref="ArgumentException">This cannot move to the target: one of them is the root, or lies within the other.</exception>
    internal void ThrowIfCannotMoveTo(StoreKey target)
    {
        ThrowIfRoot("source");
        target.ThrowIfRoot(nameof(target));
        if (this == target || IsUnder(target) || target.IsUnder(this))
            throw new ArgumentException($"'{this}' cannot move to '{target}': one is within the other.", nameof(target));
    }

    private bool IsUnder(StoreKey outer) => Path.StartsWith(outer.Path + "/", StringComparison.Ordinal);

    private static string? Problem(string path)
    {
        if (path.Length == 0)
            return null;
        if (path.AsSpan().ContainsAnyInRange('\0', '\x1F'))
            return "has a control character";
        if (path.Contains('\\', StringComparison.Ordinal))
            return "has a backslash";
        if (path.Length >= 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && (path.Length == 2 || path[2] == '/'))
            return "begins with a drive letter";
        foreach (var segment in path.AsSpan().Split('/'))
        {
            switch (path.AsSpan()[segment])
            {
                case "": return "has an empty segment";
                case "." or "..": return "has a segment '.' or '..'";
                default: break;
            }
        }
        return null;
    }

    private static string Quoted(string path) => $"'{(path.Length > 200 ? path[..200] + "..." : path)}'";
}
