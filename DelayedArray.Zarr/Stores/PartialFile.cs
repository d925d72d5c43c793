namespace DelayedArrays;

/// <summary>
/// Names of files that are not complete yet. They lie in the folder of what they will become, so that a rename completes them
/// in one step; no store reads or lists them, and one found when no process writes is left from a process that was killed.
/// </summary>
internal static class PartialFile
{
    private const string Start = ".delayedarray-";
    private const string End = ".partial";

    /// <summary>A new path in a folder.</summary>
    public static string In(string folder) => Path.Combine(folder, $"{Start}{Guid.NewGuid():N}{End}");

    /// <summary>Whether a name is of something incomplete.</summary>
    public static bool Is(ReadOnlySpan<char> name) =>
        name.StartsWith(Start, StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal);

    /// <summary>Whether a key leads to or through something incomplete.</summary>
    public static bool Has(StoreKey key)
    {
        if (!key.Path.Contains(Start, StringComparison.Ordinal))
            return false;
        foreach (Range segment in key.Path.AsSpan().Split('/'))
        {
            if (Is(key.Path.AsSpan()[segment]))
                return true;
        }
        return false;
    }

    /// <summary>Removes a file after a failure that is reported instead of what goes wrong here.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first failure says more.
        }
    }
}
