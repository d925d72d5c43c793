namespace DelayedArrays;

/// <summary>What tells a file from the one that comes in its place.</summary>
/// <param name="Exists">Whether there is one.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Written">When it was last written.</param>
internal readonly record struct FileVersion(bool Exists, long Length, DateTime Written)
{
    /// <summary>The file at a path now.</summary>
    public static FileVersion Of(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? new(true, file.Length, file.LastWriteTimeUtc) : default;
    }
}
