using System.Collections.Concurrent;
using System.Diagnostics;

namespace DelayedArrays.Testing;

/// <summary>The Python whose packages check the results.</summary>
internal static class Python
{
    private static readonly ConcurrentDictionary<string, bool> s_modules = new(StringComparer.Ordinal);

    /// <summary>
    /// The program. The distribution's packages belong to the system's own Python, which another one on the path may hide.
    /// </summary>
    public static string Program { get; } = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>Whether there is a python3 with the given modules, such as "h5py, numpy".</summary>
    public static bool Has(string modules) => s_modules.GetOrAdd(modules, static modules =>
    {
        try
        {
            return Start($"import {modules}", "", []).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    /// <summary>Runs a script and returns its output.</summary>
    /// <exception cref="InvalidOperationException">The script failed. The message contains its whole output.</exception>
    public static string Run(string script, params string[] arguments) => Result(Start(script, "", arguments));

    /// <summary>Runs a script with standard input and returns its output.</summary>
    /// <exception cref="InvalidOperationException">The script failed. The message contains its whole output.</exception>
    public static string RunWithInput(string script, string input) => Result(Start(script, input, []));

    private static string Result((int Code, string Output) end) => end.Code == 0 ? end.Output.Trim() : throw new InvalidOperationException(end.Output);

    private static (int Code, string Output) Start(string script, string input, string[] arguments)
    {
        var info = new ProcessStartInfo(Program, ["-c", script, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output.Result : output.Result + errors.Result);
    }
}

/// <summary>A test that needs Python modules; skipped if they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    /// <param name="modules">The modules, such as "h5py, numpy".</param>
    public PythonFactAttribute(string modules)
    {
        if (!Python.Has(modules))
            Skip = $"There is no python3 with {modules}.";
    }
}

/// <summary>A test with several cases that needs Python modules; skipped if they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonTheoryAttribute : TheoryAttribute
{
    /// <param name="modules">The modules, such as "h5py, numpy".</param>
    public PythonTheoryAttribute(string modules)
    {
        if (!Python.Has(modules))
            Skip = $"There is no python3 with {modules}.";
    }
}
