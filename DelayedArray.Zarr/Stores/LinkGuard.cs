using System.Collections.Concurrent;

namespace DelayedArrays.Zarr;

/// <summary>
/// Checks where the symbolic links of a folder lead. Links are followed for reading unless the folder is untrusted, and are never
/// followed for writing outside the folder. Links that lead nowhere or in circles are errors. Checked folders are remembered, so most
/// reads cost one look-up. This protects against malicious stores, not against someone who changes the store while it is read.
/// </summary>
internal sealed class LinkGuard
{
    private const int MaxLinks = 40;
    private const int MaxRemembered = 1 << 16;
    private readonly string _location;
    private readonly string _root;
    private readonly bool _isUntrusted;
    private readonly string _realRoot;
    private readonly ConcurrentDictionary<string, Place> _good = new(StringComparer.Ordinal);

    /// <summary>Creates the guard of an existing folder.</summary>
    /// <param name="location">The store, as errors name it.</param>
    /// <param name="root">Full path of its folder.</param>
    /// <param name="isUntrusted">Whether links that lead out of the folder are refused.</param>
    public LinkGuard(string location, string root, bool isUntrusted)
    {
        _location = location;
        _root = root;
        _isUntrusted = isUntrusted;
        _realRoot = RealPath(root) ?? throw new IOException($"{location}: too many symbolic links on the way");
    }

    /// <summary>Forgets the checked folders. Call it after folders were moved or removed.</summary>
    public void Forget() => _good.Clear();

    /// <summary>Checks a folder and all folders above it up to the root. Missing folders pass.</summary>
    /// <exception cref="ArrayFormatException">One of them is a link that must not be followed.</exception>
    public void CheckReading(string folder, StoreKey key) => Find(folder, key);

    /// <summary>Checks that a folder, whether or not it exists, lies within the store.</summary>
    /// <exception cref="ArrayFormatException">A link on the way leads out of the store, or nowhere.</exception>
    public void CheckWriting(string folder, StoreKey key)
    {
        if (!IsInside(Find(folder, key).Real))
            throw Refused(folder, key, "is reached by a symbolic link that leads out of the store; such links are read, but not written through");
    }

    /// <summary>The file at the end of a chain of links; null if it is a folder.</summary>
    /// <exception cref="ArrayFormatException">The link must not be followed, or leads nowhere.</exception>
    public FileInfo? Resolve(FileInfo link, StoreKey key)
    {
        var file = new FileInfo(Follow(link.FullName, key));
        return file.Exists ? file : Directory.Exists(file.FullName) ? null : throw Dangling(link.FullName, key);
    }

    /// <summary>Explains what is wrong with a link that leads nowhere; null for any other path.</summary>
    public static string? Problem(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is { } target && RealPath(file.FullName) is { } real && !Path.Exists(real) ? Nowhere(target) : null;
    }

    private Place Find(string folder, StoreKey key)
    {
        if (folder.Length <= _root.Length)
            return new Place(_realRoot);
        if (_good.TryGetValue(folder, out var known))
            return known;
        var parent = Find(Path.GetDirectoryName(folder)!, key);
        var info = new DirectoryInfo(folder);
        var isLink = info.LinkTarget is not null;
        var place = new Place(isLink ? FollowFolder(folder, key) : Path.Join(parent.Real, info.Name));
        if (!info.Exists)
            return place;
        if (_good.Count >= MaxRemembered)
            _good.Clear();
        return _good[folder] = place;
    }

    private string FollowFolder(string link, StoreKey key)
    {
        var real = Follow(link, key);
        if (!Path.Exists(real))
            throw Dangling(link, key);
        for (var folder = Path.GetDirectoryName(link)!; folder.Length >= _root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (IsWithin(Find(folder, key).Real, real))
                throw Refused(link, key, "is a symbolic link to a folder that contains it, so it would never end");
        }
        return real;
    }

    private string Follow(string link, StoreKey key)
    {
        if (RealPath(link) is not { } real)
            throw Refused(link, key, "is a symbolic link that leads in circles");
        if (_isUntrusted && !IsInside(real))
        {
            throw Refused(link, key, "is a symbolic link that leads out of the store, which was opened as untrusted "
                + $"(option untrusted, {nameof(ZarrStoreOptions)}.{nameof(ZarrStoreOptions.IsUntrusted)})");
        }
        return real;
    }

    private ArrayFormatException Dangling(string link, StoreKey key) => Refused(link, key, Nowhere(new FileInfo(link).LinkTarget!));

    private static string Nowhere(string target) => $"is a symbolic link to '{target}', which does not exist; "
        + "content that is kept elsewhere must be fetched first (git annex get, datalad get)";

    private ArrayFormatException Refused(string path, StoreKey key, string problem) =>
        new(_location, key.Path, $"'{Path.GetRelativePath(_root, path)}' {problem}");

    private bool IsInside(string real) => IsWithin(real, _realRoot);

    private static bool IsWithin(string inner, string outer) =>
        inner == outer
        || inner.StartsWith(outer, StringComparison.Ordinal)
            && (Path.EndsInDirectorySeparator(outer) || inner[outer.Length] == Path.DirectorySeparatorChar);

    /// <summary>The path with all links resolved; null if they form a circle.</summary>
    public static string? RealPath(string path)
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
            if (++links > MaxLinks)
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

    /// <param name="Real">The path of a folder with all links resolved.</param>
    private readonly record struct Place(string Real);
}
