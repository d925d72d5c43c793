using System.Diagnostics;

namespace DelayedArrays.Testing;

/// <summary>What tests find on the machine besides the project: the inputs shared by all projects, and Python.</summary>
internal static class TestMachine
{
    /// <summary>The folder of shared inputs, null if it is not there.</summary>
    public static string? SharedInputs { get; } = FindSharedInputs();

    /// <summary>Whether there is a python3 that runs a script without complaint.</summary>
    public static bool PythonRuns(string script)
    {
        try
        {
            return StartPython(script).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Runs a script and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is all it printed.</exception>
    public static string RunPython(string script, params string[] arguments)
    {
        var (code, output) = StartPython(script, arguments);
        return code == 0 ? output.Trim() : throw new InvalidOperationException(output);
    }

    private static (int Code, string Output) StartPython(string script, params string[] arguments)
    {
        // The system's own Python, which others on the path may shadow, is the one the distribution's packages are for.
        var info = new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", ["-c", script, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.Result);
    }

    private static string? FindSharedInputs()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "DelayedArray.sln")))
                continue;
            var data = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
            return Directory.Exists(data) ? data : null;
        }
        return null;
    }
}
