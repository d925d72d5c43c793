using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays.Zarr;

/// <summary>What an object that is being written says of itself, under its hidden key.</summary>
/// <param name="Target">Where it is going to be.</param>
/// <param name="Plan">What tells this write from others.</param>
/// <param name="Writer">What tells this attempt from others.</param>
/// <param name="IsKept">Whether it is to be continued if it is interrupted.</param>
/// <param name="Process">The process that writes; null where records of another kind do not say it.</param>
internal sealed record StagingRecord(string Target, string Plan, string Writer, bool IsKept, string? Process)
{
    public const string Name = ".delayedarray-plan.json";

    /// <summary>This process: <c>machine-number</c>.</summary>
    private static string ThisProcess { get; } = $"{Machine()}-{Environment.ProcessId}";

    /// <summary>Whether nobody works on the object any more, nor is going to.</summary>
    public bool IsAbandoned => !IsKept && IsHere(out var number) && TemporaryNames.IsGone(number);

    /// <summary>Whether another program is at work on the object, so that it is not to be touched.</summary>
    public bool IsOfAnother => Process != ThisProcess && IsHere(out var number) && !TemporaryNames.IsGone(number);

    /// <summary>The record of an object that this process begins to write.</summary>
    public static StagingRecord New(StoreKey target, string plan, bool isKept) => new(target.Path, plan, Guid.NewGuid().ToString("N"), isKept, ThisProcess);

    /// <summary>The record under a key; null if there is none, or nothing that is one.</summary>
    public static StagingRecord? TryRead(ZarrStore store, StoreKey key)
    {
        try
        {
            return store.TryReadDocument(key / Name, StoreMetadata.MostBytes, default) is { } record
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

    /// <summary>Tells the number of the process that writes; false if it runs on another machine or in another container, of whose processes nothing is known.</summary>
    private bool IsHere(out ReadOnlySpan<char> number)
    {
        number = default;
        if (Process is null)
            return false;
        var start = Process.LastIndexOf('-') + 1;
        number = Process.AsSpan(start);
        return Process.AsSpan(0, start).SequenceEqual(ThisProcess.AsSpan(0, ThisProcess.LastIndexOf('-') + 1));
    }

    /// <summary>The machine or, where the system tells, the container: containers of one name number their processes separately.</summary>
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
            // The name of the machine has to do.
        }
        return TemporaryNames.Machine;
    }
}
