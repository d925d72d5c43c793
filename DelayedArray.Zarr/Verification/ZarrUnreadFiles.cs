using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// The values in the place of an array that no key of it names, so that nobody reads them: of chunks named by another rule, of chunks
/// beyond the array's shape, and others. What is missing where they should be reads as fill values, as Zarr wants it, so that a
/// warning is all that tells.
/// </summary>
/// <param name="Warnings">What was found, in sentences; none if all is well.</param>
/// <param name="Looked">How many names were looked at.</param>
/// <param name="IsComplete">Whether those were all.</param>
public sealed record ZarrUnreadFiles(ImmutableArray<string> Warnings, long Looked, bool IsComplete)
{
    /// <summary>Looks for such values. A store that cannot list has none that could be found.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <param name="most">Most names to look at, of the array's chunks among others.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="ArrayFormatException">There is no such array, or its metadata are damaged.</exception>
    /// <exception cref="IOException">Listing failed.</exception>
    public static ZarrUnreadFiles Find(
        ZarrStore store, string path = "", long most = long.MaxValue, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!store.CanList)
            return new([], 0, IsComplete: false);
        UnreadFileSearch search = new(store, StoreKey.Of(path), ZarrArray.ReadInfo(store, path, cancellation), most, cancellation);
        search.Run();
        return new(search.Warnings(), search.Looked, search.IsComplete);
    }
}
