namespace DelayedArrays;

/// <summary>
/// Names of files that are not complete yet. They lie in the folder of what they will become, so that a rename completes them
/// in one step; no store reads or lists them. They tell who works on them, so that what a killed program left is removed later.
/// </summary>
internal static class PartialFile
{
    private const string Start = ".delayedarray-";
    private const string End = ".partial";

    /// <summary>A new path in a folder.</summary>
    public static string In(string folder) =>
        Path.Combine(folder, $"{Start}{TemporaryNames.Machine}-{Environment.ProcessId}-{Guid.NewGuid():N}{End}");

    /// <summary>Removes what programs that are no more have left in a folder. Errors are not reported: it is in nobody's way.</summary>
    public static void RemoveAbandoned(string folder)
    {
        try
        {
            TemporaryNames.RemoveAbandoned(folder, $"{Start}{TemporaryNames.Machine}-", End);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder is not there, or cannot be listed.
        }
    }

    /// <summary>Whether a name is of something incomplete.</summary>
    public static bool Is(ReadOnlySpan<char> name) =>
        name.StartsWith(Start, StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal);

    /// <summary>Whether a key leads to or through something incomplete.</summary>
    public static bool Has(StoreKey key)
    {
        if (!key.Path.Contains(Start, StringComparison.Ordinal))
            return false;
        foreach (var segment in key.Path.AsSpan().Split('/'))
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
