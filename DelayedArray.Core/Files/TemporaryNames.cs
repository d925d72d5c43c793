using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DelayedArrays;

/// <summary>
/// Names of files that are incomplete, or that serve one change only. A name tells which process made the file and for which target, so
/// that the next change can remove what a killed program left.
/// </summary>
public static class TemporaryNames
{
    private const string Ending = ".tmp";

    // If files cannot be locked, one that was not written to for this long counts as abandoned.
    private static readonly TimeSpan Old = TimeSpan.FromDays(1);

    /// <summary>This machine, as it appears in the names.</summary>
    public static string Machine { get; } = Fingerprint(Environment.MachineName);

    /// <summary>Removes abandoned files beside a target, and gives a new name there.</summary>
    public static string Begin(string target)
    {
        RemoveAbandoned(target);
        return Beside(target);
    }

    /// <summary>Gives a new name beside a file. For a file that is itself temporary, the new name belongs to the same target.</summary>
    public static string Beside(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $"{Prefix(target)}{Environment.ProcessId}-{Guid.NewGuid():N}{Ending}");

    /// <summary>
    /// Removes the temporary files of a target if their processes on this machine have ended. A container of the same name has processes
    /// of its own, so locked files stay. If files cannot be locked, those written to within the last day stay.
    /// </summary>
    public static void RemoveAbandoned(string target) => RemoveAbandoned(Path.GetDirectoryName(target)!, Prefix(target), Ending);

    /// <summary>Removes abandoned files and folders by their names.</summary>
    /// <param name="folder">The folder to search.</param>
    /// <param name="start">The start of their names, up to the process number.</param>
    /// <param name="ending">The end of their names.</param>
    public static void RemoveAbandoned(string folder, string start, string ending)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, $"*{ending}"))
        {
            var rest = Path.GetFileName(path.AsSpan());
            if (!rest.StartsWith(start, StringComparison.Ordinal))
                continue;
            rest = rest[start.Length..];
            if (rest.IndexOf('-') is > 0 and var end && IsGone(rest[..end]))
                RemoveUnlessInUse(path);
        }
    }

    /// <summary>Whether a process of this machine has ended.</summary>
    public static bool IsGone(ReadOnlySpan<char> number)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception problem) when (problem is InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static string Prefix(string target)
    {
        var name = Path.GetFileName(target);
        var maker = $".{Machine}-";
        var end = name.IndexOf(maker, StringComparison.Ordinal);
        var isTemporary = end > 0 && name[0] == '.' && name.EndsWith(Ending, StringComparison.Ordinal);
        return isTemporary ? name[..(end + maker.Length)] : $".{name}{maker}";
    }

    private static void RemoveUnlessInUse(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                // Nobody writes into such a folder: it is being removed.
                Directory.Delete(path, recursive: true);
                return;
            }
            bool locks;
            using (OpenAlone(path))
                locks = IsLocked(path);
            if (locks || DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > Old)
                File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The file stays, and does no harm.
        }
    }

    private static FileStream OpenAlone(string path) => File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    /// <summary>
    /// Whether a file that is open exclusively cannot be opened again. It can if locks are switched off or the file system has none.
    /// </summary>
    private static bool IsLocked(string path)
    {
        try
        {
            OpenAlone(path).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Gives eight hexadecimal digits that stand for a name.</summary>
    public static string Fingerprint(string name)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ value) * 16777619;
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
