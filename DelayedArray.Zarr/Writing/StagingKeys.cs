using System.Security.Cryptography;
using System.Text;

namespace DelayedArrays.Zarr;

/// <summary>
/// Hidden keys, at the root of a store, of incomplete objects and of objects about to be replaced. A key tells the target, so that the
/// next write finds what an interrupted one has left.
/// </summary>
internal static class StagingKeys
{
    private const string Start = ".delayedarray-";
    private const string Partial = ".write";
    private const string Replaced = ".old";
    private const int HashLength = 16;

    /// <summary>Whether a name at the root is such a key.</summary>
    public static bool Is(string name) => name.StartsWith(Start, StringComparison.Ordinal)
        && (name.EndsWith(Partial, StringComparison.Ordinal) || name.EndsWith(Replaced, StringComparison.Ordinal));

    /// <summary>Makes a key for an object that is being written.</summary>
    public static StoreKey New(StoreKey target) => new($"{StartFor(target)}{Guid.NewGuid():N}{Partial}");

    /// <summary>Gives the key of the replaced object until it is removed.</summary>
    public static StoreKey ReplacedBy(StoreKey staging) => new(staging.Path[..^Partial.Length] + Replaced);

    /// <summary>Finds what interrupted writes of a target have left.</summary>
    public static List<StoreKey> Interrupted(ZarrStore store, StoreKey target) => Find(store, StartFor(target), Partial);

    /// <summary>Finds what interrupted writes of any target have left, and what others are writing.</summary>
    public static List<StoreKey> All(ZarrStore store) => Find(store, Start, Partial);

    /// <summary>Finds objects that were being replaced when a write was interrupted, and what was to replace them.</summary>
    public static List<(StoreKey Displaced, StoreKey Staging)> Displaced(ZarrStore store) =>
        [.. Find(store, Start, Replaced).Select(key => (key, new StoreKey(key.Path[..^Replaced.Length] + Partial)))];

    /// <summary>Whether a key belongs to a target.</summary>
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
