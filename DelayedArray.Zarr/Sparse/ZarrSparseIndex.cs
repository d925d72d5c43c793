namespace DelayedArrays;

/// <summary>Indexes of sparse groups in folders and zip files, which let columns of CSR, or rows of CSC, be read without the rest.</summary>
public static class ZarrSparseIndex
{
    /// <summary>
    /// Makes an index of a stored matrix, in one pass over its indices. It is found by itself when the matrix is opened, and
    /// ignored once a file of the group has changed.
    /// </summary>
    /// <param name="location">A folder or zip file.</param>
    /// <param name="path">Path of the group inside; empty for the folder or zip file itself.</param>
    /// <param name="place">Where the index is kept.</param>
    /// <param name="options">Threads, memory, progress, cancellation.</param>
    /// <param name="opening">How the store is opened.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it.</param>
    /// <param name="shape">Rows and columns, where the group does not say it.</param>
    /// <returns>Path of the index.</returns>
    /// <exception cref="FileNotFoundException">There is neither a file nor a folder.</exception>
    /// <exception cref="ArrayFormatException">There is no sparse group, its parts contradict each other, or an index is out of range.</exception>
    /// <exception cref="NotSupportedException">It is on a web server.</exception>
    /// <exception cref="IOException">The index cannot be written; one that was there stays.</exception>
    public static string Build(
        string location, string path = "", MinorIndexPlace place = MinorIndexPlace.Beside, ExecutionOptions? options = null,
        ZarrStoreOptions? opening = null, SparseLayout? layout = null, Shape? shape = null)
    {
        using var store = ZarrStores.Open(location, opening);
        var key = store.ResolveRoot(StoreKey.Of(path));
        var group = ZarrSparseGroup.Read(store, key, new StoreMetadata(store), layout, shape);
        return group.Source.CanBeIndexed
            ? SeedOf(group.Open()).BuildIndex(place, options)
            : throw new NotSupportedException($"{store.Location}: indexes are made of matrices in folders and zip files");
    }

    /// <summary>Whether there is an index of a stored matrix as it is now; see <see cref="Build"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group within it; empty for the root.</param>
    /// <exception cref="ArrayFormatException">There is a sparse group, but its parts contradict each other.</exception>
    public static bool Exists(ZarrStore store, string path = "")
    {
        ArgumentNullException.ThrowIfNull(store);
        return ZarrSparseGroup.TryRead(store, StoreKey.Of(path), new StoreMetadata(store)) is { } group
            && SeedOf(group.Open()).HasIndex;
    }

    private static ISparseIndexing SeedOf(DelayedArray matrix) => (ISparseIndexing)matrix.Seeds.Single();
}
