using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DelayedArrays;

/// <summary>
/// Names of files that are not complete yet, or of use to one change only. They tell who works on them and for which file, so that
/// what a killed program left is removed by the next one.
/// </summary>
public static class TemporaryNames
{
    private const string Ending = ".tmp";

    // Where files cannot be locked, one that was not written to for so long is nobody's.
    private static readonly TimeSpan Old = TimeSpan.FromDays(1);

    /// <summary>This machine, as names tell it.</summary>
    public static string Machine { get; } = Fingerprint(Environment.MachineName);

    /// <summary>A new name beside a file, once what programs that are no more have left there is removed.</summary>
    public static string Begin(string target)
    {
        RemoveAbandoned(target);
        return Beside(target);
    }

    /// <summary>A new name beside a file. Beside a file of such a name, it is one more for the same target.</summary>
    public static string Beside(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $"{Prefix(target)}{Environment.ProcessId}-{Guid.NewGuid():N}{Ending}");

    /// <summary>
    /// Removes temporary files for a target whose makers on this machine are no more. Another container may have the same name and
    /// processes of its own, so a file that is locked stays, and so does, where files cannot be locked, one of the last day.
    /// </summary>
    public static void RemoveAbandoned(string target) => RemoveAbandoned(Path.GetDirectoryName(target)!, Prefix(target), Ending);

    /// <summary>Removes files, likewise, and folders.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="start">What their names start with, before the number of the process.</param>
    /// <param name="ending">What their names end with.</param>
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

    /// <summary>Whether a process of this machine is no more.</summary>
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
                // Nobody writes into one: it is on its way out.
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
            // Then it stays; it is in nobody's way.
        }
    }

    private static FileStream OpenAlone(string path) => File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Whether a file that is open alone cannot be opened again: not so where locks are switched off, or the file system
    /// has none.</summary>
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

    /// <summary>A few letters and digits that stand for a name.</summary>
    public static string Fingerprint(string name)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ value) * 16777619;
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
