using System.Diagnostics;

namespace DelayedArrays.Tests;

/// <summary>A test against h5py; skipped, saying so, where there is no Python with it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_python = new(
        () => Array.Find(["/usr/bin/python3", "python3", "python"], p => Run(p, "import h5py, numpy, zlib; print('here')", "") is "here\n"));

    public PythonFactAttribute()
    {
        if (s_python.Value is null) Skip = "needs python3 with h5py and numpy";
    }

    /// <summary>Runs a script with some standard input and returns its standard output.</summary>
    public static string Run(string script, string input) =>
        Run(s_python.Value!, script, input) ?? throw new InvalidOperationException("python failed");

    private static string? Run(string python, string script, string input)
    {
        ProcessStartInfo start = new(python)
        {
            ArgumentList = { "-c", script },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            string text = output.GetAwaiter().GetResult().ReplaceLineEndings("\n");
            process.WaitForExit();
            return process.ExitCode == 0 ? text : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
