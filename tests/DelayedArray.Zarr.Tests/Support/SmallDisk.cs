using System.Diagnostics;
using System.Security.Cryptography;

namespace DelayedArrays.ZarrTests;

/// <summary>A file system of a megabyte in memory, which can be filled up and made read-only. Only root on Linux may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<string?> LazyProblem = new(Try);

    private readonly TemporaryFolder _mounts = new();
    private readonly List<string> _mounted = [];

    public SmallDisk()
    {
        Mount("");
        Directory.CreateDirectory(this[""]);
    }

    /// <summary>Why there can be none; null if there can.</summary>
    public static string? Problem => LazyProblem.Value;

    /// <summary>A path on the disk, in a folder that has nothing else.</summary>
    public string this[string name] => Path.Combine(_mounts.FullName, "stores", name);

    private string Ballast => Path.Combine(_mounts.FullName, "ballast");

    /// <summary>Fills the disk, but for some bytes.</summary>
    public void LeaveFree(long bytes)
    {
        File.Delete(Ballast);
        using var file = File.Create(Ballast);
        file.Write(new byte[new DriveInfo(_mounts.FullName).AvailableFreeSpace - bytes]);
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Ballast);

    /// <summary>Forbids or allows all changes, except in file systems mounted inside.</summary>
    public void SetReadOnly(bool isReadOnly) => Run("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", _mounts.FullName);

    /// <summary>Makes a folder of the disk a disk of its own.</summary>
    public void MountWithin(string name)
    {
        Directory.CreateDirectory(this[name]);
        Mount(Path.Combine("stores", name));
    }

    /// <summary>All files and folders, by path, with the files' checksums and the folders' dates left out.</summary>
    public string Snapshot() => string.Join("\n", Directory.EnumerateFileSystemEntries(this[""], "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => path + (File.Exists(path) ? " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "/")));

    public void Dispose()
    {
        SetReadOnly(false);
        foreach (var path in Enumerable.Reverse(_mounted))
            Run("umount", path);
        _mounts.Dispose();
    }

    private void Mount(string name)
    {
        var path = Path.Combine(_mounts.FullName, name);
        Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path);
        _mounted.Add(path);
    }

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "Only root on Linux may mount the small disk of this test.";
        try
        {
            using SmallDisk disk = new();
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"The small disk of this test cannot be mounted: {error.Message}";
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Trim()}");
    }
}

/// <summary>A test on a small disk; skipped, saying why, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.Problem;
}

/// <summary>A test on a small disk; skipped, saying why, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskTheoryAttribute : TheoryAttribute
{
    public SmallDiskTheoryAttribute() => Skip = SmallDisk.Problem;
}
