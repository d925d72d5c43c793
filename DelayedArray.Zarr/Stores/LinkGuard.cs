using System.Collections.Concurrent;

namespace DelayedArrays;

/// <summary>
/// Refuses symbolic links that lead out of a folder. Folders found good are remembered, so that most reads cost one look-up;
/// this protects from stores made by others, not from somebody who changes the store while it is read.
/// </summary>
internal sealed class LinkGuard
{
    private const int MostLinks = 40;
    private const int MostRemembered = 1 << 16;
    private readonly string _location;
    private readonly string _root;
    private readonly string _realRoot;
    private readonly ConcurrentDictionary<string, bool> _good = new(StringComparer.Ordinal);

    /// <summary>Creates the guard of an existing folder.</summary>
    /// <param name="location">The store, as errors name it.</param>
    /// <param name="root">Full path of its folder.</param>
    public LinkGuard(string location, string root)
    {
        _location = location;
        _root = root;
        _realRoot = RealPath(root) ?? throw new IOException($"{location}: too many symbolic links on the way");
    }

    /// <summary>Forgets what was found good, after folders were moved or removed.</summary>
    public void Forget() => _good.Clear();

    /// <summary>Checks a folder and those above it up to the root; folders that are not there are good.</summary>
    /// <exception cref="ArrayFormatException">One of them is a link that leads out of the store.</exception>
    public void Check(string folder, StoreKey key)
    {
        if (folder.Length <= _root.Length || _good.ContainsKey(folder))
            return;
        Check(Path.GetDirectoryName(folder)!, key);
        var info = new DirectoryInfo(folder);
        if (info.LinkTarget is not null)
            Resolve(folder, key);
        if (!info.Exists)
            return;
        if (_good.Count >= MostRemembered)
            _good.Clear();
        _good[folder] = true;
    }

    /// <summary>Where a link leads in the end.</summary>
    /// <exception cref="ArrayFormatException">That is not within the store.</exception>
    public string Resolve(string path, StoreKey key)
    {
        if (RealPath(path) is { } real && IsInside(real))
            return real;
        throw new ArrayFormatException(
            _location, key.Path, $"'{Path.GetRelativePath(_root, path)}' is a symbolic link that leads out of the store, or in circles");
    }

    private bool IsInside(string real) =>
        real == _realRoot
        || real.StartsWith(_realRoot, StringComparison.Ordinal)
            && (Path.EndsInDirectorySeparator(_realRoot) || real[_realRoot.Length] == Path.DirectorySeparatorChar);

    private static string? RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var pending = new Stack<string>();
        Push(pending, path[real.Length..]);
        var links = 0;
        while (pending.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > MostLinks)
                return null;
            var start = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : "";
            real = start.Length > 0 ? start : real;
            Push(pending, target[start.Length..]);
        }
        return real;
    }

    private static void Push(Stack<string> pending, string path)
    {
        var parts = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts.Reverse().Where(part => part != "."))
            pending.Push(part);
    }
}
