namespace DelayedArrays;

/// <summary>
/// Names of processes, which last longer than these: <c>place-number</c>. Where the system tells, the place is not only the
/// machine but what numbers its processes, for containers of one name have processes of their own.
/// </summary>
internal static class WritingProcess
{
    /// <summary>This process.</summary>
    public static string This { get; } = $"{Place()}-{Environment.ProcessId}";

    /// <summary>Whether a process of this place is no more. Of other places nothing is known.</summary>
    public static bool IsGone(string name) => IsHere(name, out var number) && TemporaryNames.IsGone(number);

    /// <summary>Whether it is another process than this one, of this place, and still there.</summary>
    public static bool IsAnother(string name) => name != This && IsHere(name, out var number) && !TemporaryNames.IsGone(number);

    private static bool IsHere(string name, out ReadOnlySpan<char> number)
    {
        var start = name.LastIndexOf('-') + 1;
        number = name.AsSpan(start);
        return name.AsSpan(0, start).SequenceEqual(This.AsSpan(0, This.LastIndexOf('-') + 1));
    }

    private static string Place()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var numbers = new FileInfo("/proc/self/ns/pid").LinkTarget;
                return TemporaryNames.Fingerprint($"{File.ReadAllText("/proc/sys/kernel/random/boot_id")} {numbers}");
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Then the name of the machine has to do.
        }
        return TemporaryNames.Machine;
    }
}
