namespace DelayedArrays.Tests;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sparse-tests-");

    /// <summary>Path of a file in it; of the folder, with a separator, for the empty name.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name) + (name.Length == 0 ? Path.DirectorySeparatorChar : "");

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>The test inputs shared by all projects.</summary>
internal static class SharedData
{
    /// <summary>The folder of inputs, null if it is not there.</summary>
    public static string? Root => TestMachine.SharedInputs;
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

/// <summary>A test that needs SciPy; skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SciPyFactAttribute : FactAttribute
{
    public SciPyFactAttribute()
    {
        if (!Python.HasSciPy)
            Skip = "There is no python3 with SciPy.";
    }
}

/// <summary>Python with SciPy, which checks what is written and computed here.</summary>
internal static class Python
{
    private static readonly Lazy<bool> s_hasSciPy = new(() => TestMachine.PythonRuns("import scipy.io, scipy.sparse"));

    /// <summary>Whether there is a python3 with SciPy.</summary>
    public static bool HasSciPy => s_hasSciPy.Value;

    /// <summary>Runs a script and gives what it printed.</summary>
    public static string Run(string script) => TestMachine.RunPython(script);
}
