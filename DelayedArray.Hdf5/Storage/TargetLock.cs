namespace DelayedArrays;

/// <summary>The lock that programs of the HDF5 library take on a file itself.</summary>
internal static class TargetLock
{
    /// <summary>Opens a file for changing, and keeps programs that do not know this library from writing it; they may read.</summary>
    /// <exception cref="ConcurrentChangeException">Another program has it open for writing, and has had for all the time.</exception>
    /// <exception cref="IOException">It cannot be opened for writing.</exception>
    public static StoredFile Share(string target, TimeSpan wait, CancellationToken cancellation) =>
        ChangeLock.Attempt(() => TryShare(target), wait, cancellation) ?? throw new ConcurrentChangeException(
            $"{target}: another program has had the file open for writing for {wait.TotalSeconds:0.###} s; close it there, or wait longer");

    private static StoredFile? TryShare(string target)
    {
        try
        {
            return StoredFile.OpenEdit(target);
        }
        catch (IOException failure) when (ChangeLock.SaysTaken(failure))
        {
            return null;
        }
    }
}
