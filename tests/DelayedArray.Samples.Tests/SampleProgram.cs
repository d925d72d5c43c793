using System.Diagnostics;

namespace DelayedArrays.Tests;

/// <summary>What a program printed, and how it ended.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Errors);

/// <summary>Runs the samples and the command as users do, each in a process of its own.</summary>
internal static class SampleProgram
{
    /// <summary>
    /// The tests that run programs. They run one after another: a program that starts while another test has an HDF5 file open would briefly
    /// inherit its lock.
    /// </summary>
    public const string Collection = "Programs";

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Runs a sample, which was built along with this test.</summary>
    /// <param name="name">Name of the sample.</param>
    /// <param name="folder">Folder in which it runs.</param>
    /// <param name="arguments">What it is given.</param>
    public static SampleRun Run(string name, string folder, params string[] arguments) => Run(name, name, folder, arguments);

    /// <summary>Runs the program of a project, which was built along with this test.</summary>
    /// <param name="project">Name of the project.</param>
    /// <param name="name">Name of the program.</param>
    /// <param name="folder">Folder in which it runs.</param>
    /// <param name="arguments">What it is given.</param>
    public static SampleRun Run(string project, string name, string folder, string[] arguments)
    {
        // artifacts/bin/<this project>/<configuration> lies beside artifacts/bin/<sample>/<configuration>.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, $"{name}.dll");
        var info = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().ReplaceLineEndings("\n");
        process.WaitForExit();
        return new SampleRun(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DelayedArray.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("DelayedArray.sln is in no folder above the tests");
        return folder.FullName;
    }
}
