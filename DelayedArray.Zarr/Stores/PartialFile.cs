namespace DelayedArrays.Zarr;

/// <summary>
/// Names of incomplete files. Such a file lies in its final folder, so that a rename completes it in one step; stores neither read nor
/// list it. The name tells which process writes it, so that what a killed program left can be removed later.
/// </summary>
internal static class PartialFile
{
    private const string Start = ".delayedarray-";
    private const string End = ".partial";

    /// <summary>Gives a new path in a folder.</summary>
    public static string In(string folder) =>
        Path.Combine(folder, $"{Start}{TemporaryNames.Machine}-{Environment.ProcessId}-{Guid.NewGuid():N}{End}");

    /// <summary>Removes what ended programs have left in a folder. Errors are ignored, because leftovers do no harm.</summary>
    public static void RemoveAbandoned(string folder)
    {
        try
        {
            TemporaryNames.RemoveAbandoned(folder, $"{Start}{TemporaryNames.Machine}-", End);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder does not exist, or cannot be listed.
        }
    }

    /// <summary>Whether a name belongs to something incomplete.</summary>
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

    /// <summary>Removes a file after a failure. Further errors are ignored in favour of that failure.</summary>
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
