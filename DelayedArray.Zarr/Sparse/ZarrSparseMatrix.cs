namespace DelayedArrays;

/// <summary>
/// Compressed sparse matrices in groups of Zarr stores, of version 2 or 3: opens them as delayed arrays, verifies and indexes them.
/// </summary>
public static partial class ZarrSparseMatrix
{
    /// <summary>Opens the matrix of a group with the element type of its data. It reads the offsets, but not the other parts.</summary>
    /// <param name="location">A folder, a zip file, or an http or https address.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <param name="options">How the store is opened.</param>
    /// <returns>The array. The store stays open for reading while the array is in use.</returns>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="ArrayFormatException">
    /// There is no such group, it holds no compressed sparse matrix, its layout or shape is unknown, or its parts contradict each other.
    /// </exception>
    public static DelayedArray Open(
        string location, string path = "", SparseLayout? layout = null, Shape? shape = null, ZarrStoreOptions? options = null) =>
        ZarrArray.Open(location, options, store => Open(store, ZarrStores.Resolve(store, path), layout, shape));

    /// <summary>Opens a matrix with data of type <typeparamref name="T"/>.</summary>
    /// <inheritdoc cref="Open(string, string, SparseLayout?, Shape?, ZarrStoreOptions?)"/>
    public static DelayedArray<T> Open<T>(
        string location, string path = "", SparseLayout? layout = null, Shape? shape = null, ZarrStoreOptions? options = null)
        where T : unmanaged => Open(location, path, layout, shape, options).As<T>();

    /// <summary>Opens the matrix of a group of a store. The store must stay open while the array is in use.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <inheritdoc cref="Open(string, string, SparseLayout?, Shape?, ZarrStoreOptions?)" path="/exception"/>
    public static DelayedArray Open(ZarrStore store, string path = "", SparseLayout? layout = null, Shape? shape = null) =>
        Of(store, path).OpenMatrix(layout, shape);

    /// <summary>Gives the parts and attributes of a group, in the form common to all formats.</summary>
    /// <param name="store">The store, which must stay open while the result is in use.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <exception cref="ArrayFormatException">There is no such group.</exception>
    public static SparseGroup Of(ZarrStore store, string path = "")
    {
        ArgumentNullException.ThrowIfNull(store);
        return ZarrSparseGroup.Read(store, StoreKey.Of(path), new StoreMetadata(store));
    }

    /// <summary>Detects how a group holds a matrix; see <see cref="SparseGroup.Detect"/>.</summary>
    /// <inheritdoc cref="SparseGroup.Detect"/>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">The value, if known. It overrides what the group states.</param>
    /// <param name="shape">The value, if known. It overrides what the group states.</param>
    public static SparseGroupInfo Detect(ZarrStore store, string path = "", SparseLayout? layout = null, Shape? shape = null) =>
        Of(store, path).Detect(layout, shape);

    /// <summary>
    /// Builds an index of a stored matrix, in one pass over its indices. Selecting columns of CSR, or rows of CSC, then reads only chunks
    /// with entries there. Opening the matrix finds the index, and ignores it once a file of the group has changed.
    /// </summary>
    /// <param name="location">A folder or zip file.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="indexLocation">Where to keep the index.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <returns>Path of the index.</returns>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="ArrayFormatException">As for opening, or an index is out of range.</exception>
    /// <exception cref="InvalidOperationException">The matrix is neither in a folder nor in a zip file.</exception>
    /// <exception cref="IOException">The index cannot be written. An existing index stays.</exception>
    public static string BuildIndex(
        string location, string path = "", MinorIndexLocation indexLocation = MinorIndexLocation.Beside, SparseLayout? layout = null, Shape? shape = null,
        ExecutionOptions? execution = null)
    {
        using var store = ZarrStores.Open(location);
        return BuildIndex(store, ZarrStores.Resolve(store, path), indexLocation, layout, shape, execution);
    }

    /// <summary>Builds an index of the matrix of a group of a store.</summary>
    /// <param name="store">The store, open for reading.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="indexLocation">Where to keep the index.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="BuildIndex(string, string, MinorIndexLocation, SparseLayout?, Shape?, ExecutionOptions?)"/>
    public static string BuildIndex(
        ZarrStore store, string path = "", MinorIndexLocation indexLocation = MinorIndexLocation.Beside, SparseLayout? layout = null, Shape? shape = null,
        ExecutionOptions? execution = null) => Of(store, path).BuildIndex(indexLocation, layout, shape, execution);

    /// <summary>Whether an up-to-date index of a stored matrix exists; see <see cref="BuildIndex(string, string, MinorIndexLocation, SparseLayout?, Shape?, ExecutionOptions?)"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    public static bool HasIndex(ZarrStore store, string path = "", SparseLayout? layout = null, Shape? shape = null) =>
        Of(store, path).HasIndex(layout, shape);

    /// <summary>Reads a whole sparse group, and reports errors and oddities. Takes little memory.</summary>
    /// <param name="location">A folder, a zip file, or an http or https address.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="ArrayFormatException">There is no such group.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static SparseVerification Verify(
        string location, string path = "", SparseLayout? layout = null, Shape? shape = null, CancellationToken cancellation = default)
    {
        using var store = ZarrStores.Open(location);
        return Verify(store, ZarrStores.Resolve(store, path, cancellation), layout, shape, cancellation);
    }

    /// <summary>Reads a whole sparse group of a store, and reports errors and oddities. Takes little memory.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <inheritdoc cref="Verify(string, string, SparseLayout?, Shape?, CancellationToken)"/>
    public static SparseVerification Verify(
        ZarrStore store, string path = "", SparseLayout? layout = null, Shape? shape = null, CancellationToken cancellation = default) =>
        Of(store, path).Verify(layout, shape, cancellation);
}
