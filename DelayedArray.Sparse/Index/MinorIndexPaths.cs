using System.Security.Cryptography;
using System.Text;

namespace DelayedArrays;

/// <summary>Gives the paths of index files.</summary>
public static class MinorIndexPaths
{
    private const string Ending = ".minorindex";

    /// <summary>Gets the path of the index of a matrix.</summary>
    /// <param name="indexLocation">Beside the file or in the cache folder.</param>
    /// <param name="file">Path of the file or store.</param>
    /// <param name="group">Name of the matrix in the file or store.</param>
    public static string PathOf(this MinorIndexLocation indexLocation, string file, string group)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(group);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(file));
        var name = group.Trim('/');
        if (indexLocation == MinorIndexLocation.Beside)
            return $"{full}{(name.Length == 0 ? "" : ".")}{Escape(name)}{Ending}";
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{full}\0{name}"));
        return Path.Combine(CacheFolder(), Convert.ToHexStringLower(digest.AsSpan(0, 16)) + Ending);
    }

    private static string Escape(string group) =>
        string.Concat(group.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c.ToString() : $"%{(int)c:X2}"));

    private static string CacheFolder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } stated ? stated
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "delayedarray", "indexes");
    }
}
