using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// The values below an array that nobody reads, because the array has no key for them. They may be chunks named under another rule,
/// chunks beyond the array's shape, or other files. Zarr reads missing chunks as fill values, so this warning is the only sign that
/// something is wrong.
/// </summary>
/// <param name="Warnings">The findings, as sentences; empty if all is well.</param>
/// <param name="Looked">How many names were checked.</param>
/// <param name="IsComplete">Whether all names were checked.</param>
public sealed record ZarrUnreadFiles(ImmutableArray<string> Warnings, long Looked, bool IsComplete)
{
    /// <summary>Searches for such values. In a store that cannot list, it finds none.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <param name="max">The most names to check, including those of the array's chunks.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="ArrayFormatException">There is no such array, or its metadata are damaged.</exception>
    /// <exception cref="IOException">Listing failed.</exception>
    public static ZarrUnreadFiles Find(
        ZarrStore store, string path = "", long max = long.MaxValue, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!store.CanList)
            return new([], 0, IsComplete: false);
        var search = new UnreadFileSearch(store, StoreKey.Of(path), ZarrArray.ReadInfo(store, path, cancellation), max, cancellation);
        search.Run();
        return new(search.Warnings(), search.Looked, search.IsComplete);
    }
}
