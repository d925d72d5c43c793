namespace DelayedArrays;

/// <summary>Paths as users write them.</summary>
internal static class ZarrPath
{
    /// <summary>The key of a path, which may start and end with a slash.</summary>
    public static StoreKey Key(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new StoreKey(path.Trim('/'));
    }
}
