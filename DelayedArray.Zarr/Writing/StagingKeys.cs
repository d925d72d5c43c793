using System.Security.Cryptography;
using System.Text;

namespace DelayedArrays.Zarr;

/// <summary>
/// Names, at the root of a store, of what is not complete and of what is about to be replaced. They say for which target, so that
/// what an interrupted write left is found again.
/// </summary>
internal static class StagingKeys
{
    private const string Start = ".delayedarray-";
    private const string Partial = ".write";
    private const string Replaced = ".old";
    private const int HashLength = 16;

    /// <summary>Whether a name at the root is of something that is not complete, or about to be replaced.</summary>
    public static bool Is(string name) => name.StartsWith(Start, StringComparison.Ordinal)
        && (name.EndsWith(Partial, StringComparison.Ordinal) || name.EndsWith(Replaced, StringComparison.Ordinal));

    /// <summary>A new key for an object while it is written.</summary>
    public static StoreKey New(StoreKey target) => new($"{StartFor(target)}{Guid.NewGuid():N}{Partial}");

    /// <summary>Where the object that is replaced goes meanwhile.</summary>
    public static StoreKey ReplacedBy(StoreKey staging) => new(staging.Path[..^Partial.Length] + Replaced);

    /// <summary>What interrupted writes of a target have left.</summary>
    public static List<StoreKey> Interrupted(ZarrStore store, StoreKey target) => Find(store, StartFor(target), Partial);

    /// <summary>What interrupted writes of any target have left, and what others are writing.</summary>
    public static List<StoreKey> All(ZarrStore store) => Find(store, Start, Partial);

    /// <summary>Objects that were being replaced when a write was interrupted, and what was to replace them.</summary>
    public static List<(StoreKey Displaced, StoreKey Staging)> Displaced(ZarrStore store) =>
        [.. Find(store, Start, Replaced).Select(key => (key, new StoreKey(key.Path[..^Replaced.Length] + Partial)))];

    /// <summary>Whether a key is of something for a target.</summary>
    public static bool IsFor(StoreKey key, StoreKey target) => key.Path.StartsWith(StartFor(target), StringComparison.Ordinal);

    private static List<StoreKey> Find(ZarrStore store, string start, string end) => store.CanList
        ? [.. store.List(StoreKey.Root)
            .Where(entry => entry.Name.StartsWith(start, StringComparison.Ordinal) && entry.Name.EndsWith(end, StringComparison.Ordinal))
            .Select(entry => new StoreKey(entry.Name))]
        : [];

    private static string StartFor(StoreKey target) => $"{Start}{Hash(target)}-";

    private static string Hash(StoreKey target) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Path)))[..HashLength];
}
