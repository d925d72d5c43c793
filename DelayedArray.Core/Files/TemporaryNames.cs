using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DelayedArrays;

/// <summary>
/// Names of files that are not complete yet, or of use to one change only. They tell who works on them and for which file, so that
/// what a killed program left is removed by the next one.
/// </summary>
internal static class TemporaryNames
{
    private const string Ending = ".tmp";

    private static readonly string Machine = Fingerprint(Environment.MachineName);

    /// <summary>A new name beside a file. Beside a file of such a name, it is one more for the same target.</summary>
    public static string Beside(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $"{Prefix(target)}{Environment.ProcessId}-{Guid.NewGuid():N}{Ending}");

    /// <summary>Removes temporary files for a target whose makers on this machine are no more.</summary>
    public static void RemoveAbandoned(string target)
    {
        var prefix = Prefix(target);
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, $"*{Ending}"))
        {
            var name = Path.GetFileName(path);
            if (name.StartsWith(prefix, StringComparison.Ordinal) && IsAbandoned(name.AsSpan(prefix.Length)))
                RemoveUnlessLocked(path);
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

    private static bool IsAbandoned(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('-');
        if (end < 1 || !int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
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

    /// <summary>Another container may have the same name and processes of its own; but its file is then locked.</summary>
    private static void RemoveUnlessLocked(string path)
    {
        try
        {
            using (File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                // That it can be opened alone is all that is asked.
            }
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Then it stays; it is in nobody's way.
        }
    }

    private static string Fingerprint(string name)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ value) * 16777619;
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
