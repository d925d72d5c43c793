namespace DelayedArrays;

/// <summary>
/// Identifies processes by names of the form <c>place-number</c>, which stay valid after a process has ended. If the system can tell, the
/// place also stands for the process namespace, because containers with the same machine name have processes of their own.
/// </summary>
internal static class WritingProcess
{
    /// <summary>The name of this process.</summary>
    public static string This { get; } = $"{Place()}-{Environment.ProcessId}";

    /// <summary>Whether a process at this place has ended. False for processes at other places, whose state is unknown.</summary>
    public static bool IsGone(string name) => IsHere(name, out var number) && TemporaryNames.IsGone(number);

    /// <summary>Whether a name belongs to another running process at this place.</summary>
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
            // The name of the machine has to do in this case.
        }
        return TemporaryNames.Machine;
    }
}
