using System.Diagnostics;

namespace DelayedArrays.ZarrTests;

/// <summary>Finds the test inputs shared by all projects, and the Python with zarr that checks what is written.</summary>
internal static class SharedData
{
    private static readonly Lazy<bool> LazyPython = new(() =>
    {
        try
        {
            return Python("import zarr, numpy").Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    /// <summary>The folder of inputs, null if it is not there.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>Whether there is a python3 with zarr.</summary>
    public static bool HasPython => LazyPython.Value;

    /// <summary>Runs a script and gives what it printed.</summary>
    public static string RunPython(string script, params string[] arguments)
    {
        (int code, string output) = Python(script, arguments);
        return code == 0 ? output.Trim() : throw new InvalidOperationException(output);
    }

    private static (int Code, string Output) Python(string script, params string[] arguments)
    {
        var info = new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-c", script },
        };
        foreach (string argument in arguments)
            info.ArgumentList.Add(argument);
        using Process process = Process.Start(info)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.Result);
    }

    private static string? FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "DelayedArray.sln")))
                continue;
            string data = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
            return Directory.Exists(data) ? data : null;
        }

        return null;
    }
}

/// <summary>A test over the shared inputs; skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (SharedData.Root is null)
            Skip = "The shared inputs (../shared/data) are not there.";
    }
}

/// <summary>A test over the shared inputs; skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Root is null)
            Skip = "The shared inputs (../shared/data) are not there.";
    }
}

/// <summary>A test that needs Python's zarr; skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (!SharedData.HasPython)
            Skip = "There is no python3 with zarr.";
    }
}

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zarr-tests-");

    /// <summary>The folder itself.</summary>
    public string FullName => _folder.FullName;

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
