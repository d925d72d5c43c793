using System.Diagnostics;

namespace DelayedArrays.ZarrTests;

/// <summary>
/// The npm package zarrita, a reader of Zarr 3 that checks written stores. It is looked for in the folder that the environment
/// variable DELAYEDARRAY_NODE_MODULES names, else in the user's cache, where it is installed once if npm is there and can.
/// </summary>
internal static class Zarrita
{
    private static readonly Lazy<string?> s_modules = new(Find);

    /// <summary>Whether it can be used.</summary>
    public static bool IsThere => s_modules.Value is not null;

    /// <summary>Runs a script and gives what it printed. It imports zarrita as the variable <c>zarr</c>.</summary>
    public static string Run(string script, params string[] arguments)
    {
        var main = new Uri(Path.Combine(s_modules.Value!, "zarrita", "dist", "src", "index.js")).AbsoluteUri;
        var whole = $"import * as zarr from '{main}';\nimport * as fs from 'node:fs';\nimport * as path from 'node:path';\n{script}";
        (var code, var output) = Start("node", null, ["--input-type=module", "-e", whole, "--", .. arguments]);
        return code == 0 ? output.Trim() : throw new InvalidOperationException(output);
    }

    private static string? Find()
    {
        var folder = Environment.GetEnvironmentVariable("DELAYEDARRAY_NODE_MODULES") ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "delayedarray", "zarrita", "node_modules");
        if (!IsInstalled(folder))
            Install(Path.GetDirectoryName(folder)!);
        return IsInstalled(folder) && Start("node", null, ["--version"]).Code == 0 ? folder : null;
    }

    private static bool IsInstalled(string folder) => File.Exists(Path.Combine(folder, "zarrita", "dist", "src", "index.js"));

    private static void Install(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            Start("npm", folder, ["install", "--no-audit", "--no-fund", "--prefix", folder, "zarrita@0.7"]);
        }
        catch (IOException)
        {
            // Then the tests are skipped.
        }
    }

    private static (int Code, string Output) Start(string program, string? folder, string[] arguments)
    {
        ProcessStartInfo info = new(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(info)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, $"there is no {program}");
        }
    }
}

/// <summary>A test that needs node with zarrita; skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ZarritaFactAttribute : FactAttribute
{
    public ZarritaFactAttribute()
    {
        if (!Zarrita.IsThere)
            Skip = "There is no node with the package zarrita.";
    }
}
