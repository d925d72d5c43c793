namespace DelayedArrays;

/// <summary>Reads a whole array to check that this is possible.</summary>
internal static class WholeReading
{
    /// <summary>Reads an array. If that fails, reads it again on one thread, so that the error names the first broken chunk.</summary>
    /// <exception cref="IOException">Something cannot be read.</exception>
    public static void Check(DelayedArray array, ExecutionOptions execution)
    {
        try
        {
            array.Cast<bool>().CountNonZero(execution);
        }
        catch (IOException)
        {
            array.Cast<bool>().CountNonZero(execution with { Workers = 1, LookAhead = 0 });
            throw;
        }
    }
}
