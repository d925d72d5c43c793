using System.Diagnostics;

namespace DelayedArrays.Tests;

/// <summary>A write that fails leaves what was there, and nothing else.</summary>
public class FailureTests
{
    [Theory]
    [InlineData(Hdf5ChangeMode.Copy)]
    [InlineData(Hdf5ChangeMode.Journal)]
    public void A_failing_source_leaves_the_old_file(Hdf5ChangeMode mode)
    {
        using var folder = new TemporaryFolder();
        Delayed.FromMemory([1, 2, 3], 3).WriteHdf5(folder["f.h5"], "old");
        var broken = Delayed.FromFunction<int>(new Shape(1000, 100), index => index[0] < 900 ? 1 : throw new InvalidDataException("broken source"));
        var problem = Assert.Throws<InvalidDataException>(() =>
            broken.WriteHdf5(folder["f.h5"], "new", new() { Chunks = [10, 100], ChangeMode = mode }, new ExecutionOptions { BlockElements = 1000 }));
        Assert.Equal("broken source", problem.Message);
        CheckOnlyOld(folder);
    }

    [Theory]
    [InlineData(Hdf5ChangeMode.Copy)]
    [InlineData(Hdf5ChangeMode.Journal)]
    public void Cancelling_leaves_the_old_file(Hdf5ChangeMode mode)
    {
        using var folder = new TemporaryFolder();
        Delayed.FromMemory([1, 2, 3], 3).WriteHdf5(folder["f.h5"], "old");
        using var cancellation = new CancellationTokenSource();
        var slow = Delayed.FromFunction<int>(new Shape(1000, 100), index =>
        {
            if (index[0] == 500)
                cancellation.Cancel();
            return 1;
        });
        Assert.ThrowsAny<OperationCanceledException>(() => slow.WriteHdf5(folder["f.h5"], "new", new() { Chunks = [10, 100], ChangeMode = mode },
            new ExecutionOptions { BlockElements = 1000, Cancellation = cancellation.Token }));
        CheckOnlyOld(folder);
    }

    [Fact]
    public void A_new_file_that_fails_is_not_there()
    {
        using var folder = new TemporaryFolder();
        var broken = Delayed.FromFunction<int>(new Shape(10), _ => throw new InvalidDataException("no"));
        Assert.Throws<InvalidDataException>(() => broken.WriteHdf5(folder["n.h5"], "x"));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(folder["n.h5"])!));
    }

    [TmpfsFact]
    public void A_full_disk_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        var disk = folder["disk"];
        Directory.CreateDirectory(disk);
        Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk);
        try
        {
            var path = Path.Combine(disk, "f.h5");
            Delayed.FromMemory([1, 2, 3], 3).WriteHdf5(path, "old");
            var random = new Random(1);
            var noise = Delayed.FromMemory(Enumerable.Range(0, 1 << 20).Select(_ => random.Next()).ToArray(), 1 << 20);
            var problem = Assert.ThrowsAny<IOException>(() => noise.WriteHdf5(path, "new", new() { Chunks = [1 << 14] }));
            Assert.Contains("f.h5", problem.Message, StringComparison.Ordinal);
            Assert.Equal([path], Directory.GetFileSystemEntries(disk));
            Assert.Equal([1, 2, 3], Hdf5Array.Open<int>(path, "old").ToArray());
        }
        finally
        {
            Run("umount", "-l", disk);
        }
    }

    [Fact]
    public void What_cannot_be_written_is_said_before_the_work()
    {
        using var folder = new TemporaryFolder();
        var never = Delayed.FromFunction<int>(new Shape(10), _ => throw new InvalidDataException("was evaluated"));
        Directory.CreateDirectory(folder["folder"]);
        File.WriteAllText(folder["text.h5"], "no HDF5 here");
        Delayed.FromMemory([1], 1).WriteHdf5(folder["there.h5"], "x");
        Assert.Contains("directory", Assert.Throws<ArrayFormatException>(() => never.WriteHdf5(folder["folder"], "x")).Message, StringComparison.Ordinal);
        Assert.Contains("text.h5", Assert.Throws<ArrayFormatException>(() => never.WriteHdf5(folder["text.h5"], "x")).Message, StringComparison.Ordinal);
        Assert.Contains("::x", Assert.Throws<IOException>(() => never.WriteHdf5(folder["there.h5"], "x")).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => never.WriteHdf5(Path.Combine(folder["nowhere"], "a.h5"), "x"));
        Assert.Throws<ArgumentException>(() => never.WriteHdf5(folder["new.h5"], "x", new() { Chunks = [3, 3] }));
        Assert.Equal("no HDF5 here", File.ReadAllText(folder["text.h5"]));
        Assert.Equal(3, Directory.GetFileSystemEntries(Path.GetDirectoryName(folder["a"])!).Length);
    }

    private static void CheckOnlyOld(TemporaryFolder folder)
    {
        Assert.Equal([folder["f.h5"]], Directory.GetFileSystemEntries(Path.GetDirectoryName(folder["f.h5"])!));
        using var file = Hdf5File.OpenRead(folder["f.h5"]);
        Assert.Equal(["old"], file.Root.Names);
        Assert.Equal([1, 2, 3], file.OpenDataset("old").ReadAll<int>());
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>A test that mounts a small file system; skipped where that is not allowed.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class TmpfsFactAttribute : FactAttribute
    {
        public TmpfsFactAttribute()
        {
            if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !CanMount())
                Skip = "Mounting a small file system needs root on Linux.";
        }

        private static bool CanMount()
        {
            var place = Directory.CreateTempSubdirectory("mount-test-").FullName;
            try
            {
                using var mount = Process.Start(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", place]) { RedirectStandardError = true, UseShellExecute = false })!;
                mount.WaitForExit();
                if (mount.ExitCode != 0)
                    return false;
                using var unmount = Process.Start("umount", place);
                unmount.WaitForExit();
                return true;
            }
            finally
            {
                Directory.Delete(place);
            }
        }
    }
}
