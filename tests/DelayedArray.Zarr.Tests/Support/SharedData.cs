namespace DelayedArrays.ZarrTests;

/// <summary>Finds the test inputs shared by all projects, and the Python with zarr that checks what is written.</summary>
internal static class SharedData
{
    private static readonly Lazy<bool> LazyPython = new(() => TestMachine.PythonRuns("import zarr, numpy"));

    /// <summary>The folder of inputs, null if it is not there.</summary>
    public static string? Root => TestMachine.SharedInputs;

    /// <summary>Whether there is a python3 with zarr.</summary>
    public static bool HasPython => LazyPython.Value;

    /// <summary>Runs a script and gives what it printed.</summary>
    public static string RunPython(string script, params string[] arguments) => TestMachine.RunPython(script, arguments);
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
