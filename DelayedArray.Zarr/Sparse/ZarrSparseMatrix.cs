namespace DelayedArrays;

/// <summary>
/// Compressed sparse matrices in groups of Zarr stores, of version 2 or 3: opens them as delayed arrays, verifies and indexes them.
/// </summary>
public static partial class ZarrSparseMatrix
{
    /// <summary>Opens the matrix of a group with the element type its data have. Of its parts only the offsets are read.</summary>
    /// <param name="location">A folder, a zip file, or an http or https address.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it or says it wrong.</param>
    /// <param name="shape">Rows and columns, where the group does not say it or says it wrong.</param>
    /// <param name="options">How the store is opened.</param>
    /// <returns>The array. The store stays open for reading as long as the array is in use.</returns>
    /// <exception cref="FileNotFoundException">There is neither a file nor a folder.</exception>
    /// <exception cref="ArrayFormatException">
    /// There is no such group, it does not hold a compressed sparse matrix or does not say enough of it, or its parts contradict each other.
    /// </exception>
    public static DelayedArray Open(
        string location, string path = "", SparseLayout? layout = null, Shape? shape = null, ZarrStoreOptions? options = null) =>
        ZarrArray.Open(location, options, store => Open(store, ZarrStores.Resolve(store, path), layout, shape));

    /// <summary>Opens a matrix whose data are of type <typeparamref name="T"/>.</summary>
    /// <inheritdoc cref="Open(string, string, SparseLayout?, Shape?, ZarrStoreOptions?)"/>
    public static DelayedArray<T> Open<T>(
        string location, string path = "", SparseLayout? layout = null, Shape? shape = null, ZarrStoreOptions? options = null)
        where T : unmanaged => Open(location, path, layout, shape, options).As<T>();

    /// <summary>Opens the matrix of a group of a store, which must stay open as long as the array is in use.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it or says it wrong.</param>
    /// <param name="shape">Rows and columns, where the group does not say it or says it wrong.</param>
    /// <inheritdoc cref="Open(string, string, SparseLayout?, Shape?, ZarrStoreOptions?)" path="/exception"/>
    public static DelayedArray Open(ZarrStore store, string path = "", SparseLayout? layout = null, Shape? shape = null) =>
        Of(store, path).OpenMatrix(layout, shape);

    /// <summary>The parts and attributes of a group, as sparse matrices of all formats have them.</summary>
    /// <param name="store">The store, which must stay open as long as the result is in use.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <exception cref="ArrayFormatException">There is no such group.</exception>
    public static SparseGroup Of(ZarrStore store, string path = "")
    {
        ArgumentNullException.ThrowIfNull(store);
        return ZarrSparseGroup.Read(store, StoreKey.Of(path), new StoreMetadata(store));
    }

    /// <summary>Finds out how a group holds a matrix; see <see cref="SparseGroup.Detect"/>.</summary>
    /// <inheritdoc cref="SparseGroup.Detect"/>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">What the caller knows, which goes before what the group states.</param>
    /// <param name="shape">What the caller knows, which goes before what the group states.</param>
    public static SparseGroupInfo Detect(ZarrStore store, string path = "", SparseLayout? layout = null, Shape? shape = null) =>
        Of(store, path).Detect(layout, shape);

    /// <summary>
    /// Makes an index of a stored matrix, in one pass over its indices: selecting columns of CSR, or rows of CSC, then reads only
    /// chunks that have entries there. It is found by itself when the matrix is opened, and ignored once a file of the group has changed.
    /// </summary>
    /// <param name="location">A folder or zip file.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="indexLocation">Where the index is kept.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it.</param>
    /// <param name="shape">Rows and columns, where the group does not say it.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <returns>Path of the index.</returns>
    /// <exception cref="FileNotFoundException">There is neither a file nor a folder.</exception>
    /// <exception cref="ArrayFormatException">As for opening, or an index is out of range.</exception>
    /// <exception cref="InvalidOperationException">The matrix is neither in a folder nor in a zip file.</exception>
    /// <exception cref="IOException">The index cannot be written; one that was there stays.</exception>
    public static string BuildIndex(
        string location, string path = "", MinorIndexLocation indexLocation = MinorIndexLocation.Beside, SparseLayout? layout = null, Shape? shape = null,
        ExecutionOptions? execution = null)
    {
        using var store = ZarrStores.Open(location);
        return BuildIndex(store, ZarrStores.Resolve(store, path), indexLocation, layout, shape, execution);
    }

    /// <summary>Makes an index of the matrix of a group of a store.</summary>
    /// <param name="store">The store, open for reading.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="indexLocation">Where the index is kept.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it or says it wrong.</param>
    /// <param name="shape">Rows and columns, where the group does not say it or says it wrong.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="BuildIndex(string, string, MinorIndexLocation, SparseLayout?, Shape?, ExecutionOptions?)"/>
    public static string BuildIndex(
        ZarrStore store, string path = "", MinorIndexLocation indexLocation = MinorIndexLocation.Beside, SparseLayout? layout = null, Shape? shape = null,
        ExecutionOptions? execution = null) => Of(store, path).BuildIndex(indexLocation, layout, shape, execution);

    /// <summary>Whether there is an index of a stored matrix as it is now; see <see cref="BuildIndex(string, string, MinorIndexLocation, SparseLayout?, Shape?, ExecutionOptions?)"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it.</param>
    /// <param name="shape">Rows and columns, where the group does not say it.</param>
    public static bool HasIndex(ZarrStore store, string path = "", SparseLayout? layout = null, Shape? shape = null) =>
        Of(store, path).HasIndex(layout, shape);

    /// <summary>Reads all of a sparse group and tells what is wrong with it, and what is odd. Takes little memory.</summary>
    /// <param name="location">A folder, a zip file, or an http or https address.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it or says it wrong.</param>
    /// <param name="shape">Rows and columns, where the group does not say it or says it wrong.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">There is neither a file nor a folder.</exception>
    /// <exception cref="ArrayFormatException">There is no such group.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SparseVerification Verify(
        string location, string path = "", SparseLayout? layout = null, Shape? shape = null, CancellationToken cancellation = default)
    {
        using var store = ZarrStores.Open(location);
        return Verify(store, ZarrStores.Resolve(store, path, cancellation), layout, shape, cancellation);
    }

    /// <summary>Reads all of a sparse group of a store and tells what is wrong with it, and what is odd. Takes little memory.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it or says it wrong.</param>
    /// <param name="shape">Rows and columns, where the group does not say it or says it wrong.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <inheritdoc cref="Verify(string, string, SparseLayout?, Shape?, CancellationToken)"/>
    public static SparseVerification Verify(
        ZarrStore store, string path = "", SparseLayout? layout = null, Shape? shape = null, CancellationToken cancellation = default) =>
        Of(store, path).Verify(layout, shape, cancellation);
}
