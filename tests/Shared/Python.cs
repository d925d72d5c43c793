using System.Collections.Concurrent;
using System.Diagnostics;

namespace DelayedArrays.Testing;

/// <summary>The Python whose packages check what is written and computed here.</summary>
internal static class Python
{
    private static readonly ConcurrentDictionary<string, bool> s_modules = new(StringComparer.Ordinal);

    /// <summary>The program. The system's own, which others on the path may shadow, is the one the distribution's packages are for.</summary>
    public static string Program { get; } = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>Whether there is a python3 with some modules, such as "h5py, numpy".</summary>
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

    /// <summary>Runs a script and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is all it printed.</exception>
    public static string Run(string script, params string[] arguments) => Result(Start(script, "", arguments));

    /// <summary>Runs a script that reads its standard input, and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is all it printed.</exception>
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

/// <summary>A test that needs modules of Python; skipped where they are absent.</summary>
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

/// <summary>A test of several cases that needs modules of Python; skipped where they are absent.</summary>
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
