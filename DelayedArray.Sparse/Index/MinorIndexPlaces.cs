using System.Security.Cryptography;
using System.Text;

namespace DelayedArrays;

/// <summary>Where the index of a stored matrix is kept.</summary>
public enum MinorIndexPlace
{
    /// <summary>Beside the file, with which it may be moved.</summary>
    Beside,

    /// <summary>In the user's cache folder, for files in folders that are not to be written.</summary>
    Cache,
}

/// <summary>Names the files of indexes.</summary>
public static class MinorIndexPlaces
{
    private const string Ending = ".minorindex";

    /// <summary>The path of the index of a matrix.</summary>
    /// <param name="place">Beside the file or in the cache folder.</param>
    /// <param name="file">Path of the file or store.</param>
    /// <param name="group">The name of the matrix inside.</param>
    public static string PathOf(this MinorIndexPlace place, string file, string group)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(group);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(file));
        var name = group.Trim('/');
        if (place == MinorIndexPlace.Beside)
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

/// <summary>A stored matrix of which an index can be made, whatever its element type.</summary>
public interface ISparseIndexing
{
    /// <summary>Whether an index is in use.</summary>
    bool HasIndex { get; }

    /// <summary>Makes an index; see <see cref="CompressedSparseSeed{T}.BuildIndex"/>.</summary>
    string BuildIndex(MinorIndexPlace place = MinorIndexPlace.Beside, ExecutionOptions? options = null);
}
