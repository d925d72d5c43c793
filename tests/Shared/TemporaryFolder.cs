namespace DelayedArrays.Testing;

/// <summary>A folder that is removed at the end of the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delayedarray-tests-");

    /// <summary>Path of the folder.</summary>
    public string FullName => _folder.FullName;

    /// <summary>Path of a file in the folder. For an empty name, the path of the folder with a separator at its end.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name) + (name.Length == 0 ? Path.DirectorySeparatorChar : "");

    public void Dispose() => _folder.Delete(recursive: true);
}
