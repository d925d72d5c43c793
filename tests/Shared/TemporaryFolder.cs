namespace DelayedArrays.Testing;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delayedarray-tests-");

    /// <summary>The folder itself.</summary>
    public string FullName => _folder.FullName;

    /// <summary>Path of a file in it; of the folder, with a separator, for the empty name.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name) + (name.Length == 0 ? Path.DirectorySeparatorChar : "");

    public void Dispose() => _folder.Delete(recursive: true);
}
