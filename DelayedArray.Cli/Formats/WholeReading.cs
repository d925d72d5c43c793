namespace DelayedArrays;

/// <summary>Reads all of an array, to see whether that can be done.</summary>
internal static class WholeReading
{
    /// <summary>Reads an array; one that fails is read again by one thread, so that the first broken chunk is the one named.</summary>
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
