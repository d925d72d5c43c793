using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays.Zarr;

/// <summary>Describes an object that is being written. The record lies under the object's hidden key.</summary>
/// <param name="Target">The final key.</param>
/// <param name="Plan">Identifies the write.</param>
/// <param name="Writer">Identifies this attempt at the write.</param>
/// <param name="IsKept">Whether to keep an interrupted write, so that it can be resumed.</param>
/// <param name="Process">The writing process; null if the record does not state it.</param>
internal sealed record StagingRecord(string Target, string Plan, string Writer, bool IsKept, string? Process)
{
    public const string Name = ".delayedarray-plan.json";

    /// <summary>This process: <c>machine-number</c>.</summary>
    private static string ThisProcess { get; } = $"{Machine()}-{Environment.ProcessId}";

    /// <summary>Whether no program is working on the object, or will do so later.</summary>
    public bool IsAbandoned => !IsKept && IsHere(out var number) && TemporaryNames.IsGone(number);

    /// <summary>Whether another program is working on the object. It must then not be touched.</summary>
    public bool IsOfAnother => Process != ThisProcess && IsHere(out var number) && !TemporaryNames.IsGone(number);

    /// <summary>Makes the record of an object that this process begins to write.</summary>
    public static StagingRecord New(StoreKey target, string plan, bool isKept) => new(target.Path, plan, Guid.NewGuid().ToString("N"), isKept, ThisProcess);

    /// <summary>Reads the record under a key; null if there is none, or if it is invalid.</summary>
    public static StagingRecord? TryRead(ZarrStore store, StoreKey key)
    {
        try
        {
            return store.TryReadDocument(key / Name, StoreMetadata.MaxBytes, default) is { } record
                ? new(
                    record.Member("target").Text(), record.Member("plan").Text(), record.Member("writer").Text(),
                    record.Optional("kept") is not { Value.ValueKind: JsonValueKind.False }, record.Optional("process")?.Text())
                : null;
        }
        catch (Exception problem) when (problem is ArrayFormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the record.</summary>
    public void Write(ZarrStore store, StoreKey key) => store.WriteDocument(key / Name, new JsonObject
    {
        ["target"] = Target,
        ["plan"] = Plan,
        ["writer"] = Writer,
        ["kept"] = IsKept,
        ["process"] = Process,
    });

    /// <summary>
    /// Gets the number of the writing process. False if that runs on another machine or in another container, where it cannot be looked up.
    /// </summary>
    private bool IsHere(out ReadOnlySpan<char> number)
    {
        number = default;
        if (Process is null)
            return false;
        var start = Process.LastIndexOf('-') + 1;
        number = Process.AsSpan(start);
        return Process.AsSpan(0, start).SequenceEqual(ThisProcess.AsSpan(0, ThisProcess.LastIndexOf('-') + 1));
    }

    /// <summary>
    /// Identifies the machine or, if the system states it, the container. Containers may share the machine's name, but each numbers its own
    /// processes.
    /// </summary>
    private static string Machine()
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
            // The name of the machine must suffice.
        }
        return TemporaryNames.Machine;
    }
}
