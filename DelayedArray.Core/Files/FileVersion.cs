namespace DelayedArrays;

/// <summary>A state of a file. It differs once the file is changed or replaced by another one.</summary>
/// <param name="Exists">Whether the file exists.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Written">The time of the last write.</param>
/// <param name="Made">The time of creation, if the file system records it.</param>
public readonly record struct FileVersion(bool Exists, long Length, DateTime Written, DateTime Made)
{
    /// <summary>The present version of the file at a path.</summary>
    public static FileVersion Of(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            return default;
        // Systems that keep no time of creation report the time of the last write.
        var (written, made) = (file.LastWriteTimeUtc, file.CreationTimeUtc);
        return new(true, file.Length, written, made < written ? made : default);
    }
}
