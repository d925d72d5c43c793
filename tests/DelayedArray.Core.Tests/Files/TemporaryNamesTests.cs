using System.Diagnostics;

namespace DelayedArrays.Tests;

public sealed class TemporaryNamesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("delayed-arrays-").FullName;

    private string Target => Path.Combine(_folder, "matrix.h5");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_program_left_that_is_no_more_is_removed()
    {
        Leave(TemporaryNames.Beside(Target), GoneProcess());
        TemporaryNames.RemoveAbandoned(Target);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_it_left_beside_its_temporary_file_is_removed_too()
    {
        var left = TemporaryNames.Beside(Target);
        Leave(TemporaryNames.Beside(left), GoneProcess());
        TemporaryNames.RemoveAbandoned(Target);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_a_running_program_works_on_stays()
    {
        var name = TemporaryNames.Beside(Target);
        Leave(name, Environment.ProcessId);
        TemporaryNames.RemoveAbandoned(Target);
        Assert.Equal([name], Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_is_locked_or_of_another_file_stays()
    {
        var gone = GoneProcess();
        var locked = Leave(TemporaryNames.Beside(Target), gone);
        var other = Leave(TemporaryNames.Beside(Target + "x"), gone);
        using (File.Open(locked, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            TemporaryNames.RemoveAbandoned(Target);
        Assert.Equal(new[] { locked, other }.Order(StringComparer.Ordinal), Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
    }

    /// <summary>Makes a file of a name as another process would have given it.</summary>
    private static string Leave(string name, int process)
    {
        var path = name.Replace($"-{Environment.ProcessId}-", $"-{process}-", StringComparison.Ordinal);
        File.WriteAllText(path, "");
        return path;
    }

    private static int GoneProcess()
    {
        var info = new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(info)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.Id;
    }
}
