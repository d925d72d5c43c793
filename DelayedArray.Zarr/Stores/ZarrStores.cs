namespace DelayedArrays;

/// <summary>Opens stores by their location.</summary>
public static class ZarrStores
{
    /// <summary>Opens a store for reading.</summary>
    /// <param name="location">An http or https address, a zip file, or a folder.</param>
    /// <param name="options">How to open the store; by default it is trusted.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="NotSupportedException">The location is an address of another kind.</exception>
    /// <exception cref="ArrayFormatException">The location is a file that is not a zip file, or a damaged one.</exception>
    public static ZarrStore Open(string location, ZarrStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        options ??= ZarrStoreOptions.Default;
        if (IsHttp(location))
            return new HttpZarrStore(location, options.Http);
        var path = LocalPath(location);
        if (LinkGuard.Problem(path) is { } problem)
            throw new FileNotFoundException($"{location}: {problem}", location);
        if (Directory.Exists(path))
            return new DirectoryZarrStore(path, new DirectoryStoreOptions(IsUntrusted: options.IsUntrusted));
        if (File.Exists(path))
            return ZipZarrStore.Open(path);
        throw new FileNotFoundException($"{location}: there is neither a folder nor a zip file of this name", location);
    }

    /// <summary>
    /// Opens a store for reading and writing, and creates it if it does not exist. It is a zip file if the name ends in <c>.zip</c> or a
    /// file exists there, otherwise a folder. Call <see cref="ZarrStore.Complete"/> when everything is written.
    /// </summary>
    /// <param name="location">A zip file or a folder.</param>
    /// <param name="options">How long to wait for other changes, and how zip files are changed.</param>
    /// <exception cref="NotSupportedException">The location is an address.</exception>
    /// <exception cref="ArrayFormatException">The location is a file that is not a zip file, or a damaged one.</exception>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    /// <exception cref="ConcurrentChangeException">
    /// Another program or thread kept writing the zip file for longer than the wait.
    /// </exception>
    public static ZarrStore OpenForWriting(string location, StoreWriteOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        if (IsHttp(location))
            throw new NotSupportedException($"{location}: stores on web servers can only be read");
        var path = LocalPath(location);
        var isZip = File.Exists(path) || (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path));
        return isZip ? ZipZarrStore.UpdateOrCreate(path, options) : new DirectoryZarrStore(path, new DirectoryStoreOptions(Writable: true));
    }

    /// <summary>
    /// Resolves a path in a store whose root is neither an array nor a group, such as a zip file of a folder: the path is taken within
    /// the only array or group in the store. In any other store it is the path itself.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="path">A path within it; empty for the root.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="ArrayFormatException">There are several arrays or groups. The message names them.</exception>
    public static string Resolve(ZarrStore store, string path = "", CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ResolveRoot(StoreKey.Of(path), cancellation).Path;
    }

    private static bool IsHttp(string location) =>
        location.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || location.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string LocalPath(string location)
    {
        if (!location.Contains("://", StringComparison.Ordinal))
            return location;
        return Uri.TryCreate(location, UriKind.Absolute, out var uri) && uri.IsFile
            ? uri.LocalPath
            : throw new NotSupportedException(
                $"{location}: folders, zip files and addresses that begin with http:// or https:// can be opened");
    }
}
