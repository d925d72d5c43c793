namespace DelayedArrays;

/// <summary>What tells a file from the one that comes in its place, or from itself once it has been changed.</summary>
/// <param name="Exists">Whether there is one.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Written">When it was last written.</param>
/// <param name="Made">When it was made, where the file system tells.</param>
public readonly record struct FileVersion(bool Exists, long Length, DateTime Written, DateTime Made)
{
    /// <summary>The file at a path now.</summary>
    public static FileVersion Of(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists)
            return default;
        // Where no time of creation is kept, the time of the last write stands in for it.
        var (written, made) = (file.LastWriteTimeUtc, file.CreationTimeUtc);
        return new(true, file.Length, written, made < written ? made : default);
    }
}
