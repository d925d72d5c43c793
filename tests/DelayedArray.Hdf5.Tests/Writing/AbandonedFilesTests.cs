using System.Diagnostics;

namespace DelayedArrays.Tests;

/// <summary>Temporary files of programs that are no more, where files can be locked and where not.</summary>
public sealed class AbandonedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 0, false)]
    [InlineData(false, 2, false)]
    [InlineData(true, 0, true)]
    [InlineData(true, 2, false)]
    public void What_nobody_works_on_is_removed_and_without_locks_when_it_is_old(bool withoutLocks, int days, bool stays)
    {
        var target = _folder["matrix.h5"];
        // As a program that is no more would have named it; no process has such a number.
        var left = TemporaryNames.Beside(target).Replace($"-{Environment.ProcessId}-", $"-{int.MaxValue}-", StringComparison.Ordinal);
        File.WriteAllText(left, "");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-days));
        Tidy(target, withoutLocks);
        Assert.Equal(stays, File.Exists(left));
    }

    [Fact]
    public void What_is_locked_stays_however_old()
    {
        var target = _folder["matrix.h5"];
        var used = TemporaryNames.Beside(target).Replace($"-{Environment.ProcessId}-", $"-{int.MaxValue}-", StringComparison.Ordinal);
        using (File.Open(used, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read))
        {
            File.SetLastWriteTimeUtc(used, DateTime.UtcNow.AddDays(-9));
            Tidy(target, withoutLocks: false);
            Assert.True(File.Exists(used));
        }
    }

    private static void Tidy(string target, bool withoutLocks)
    {
        var info = new ProcessStartInfo("dotnet", ["exec", typeof(AbandonedFilesTests).Assembly.Location, "tidy", target])
        {
            UseShellExecute = false,
        };
        if (withoutLocks)
            info.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1";
        using var process = Process.Start(info)!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
