namespace DelayedArrays;

/// <summary>
/// Opens arrays of Zarr stores, version 2 or 3, and sparse matrices in groups as anndata writes them, as delayed arrays. Opening reads
/// only metadata and, for a sparse matrix, the offsets of its lines.
/// </summary>
public static class ZarrArray
{
    /// <summary>Opens an array of numbers or booleans with its own element type.</summary>
    /// <param name="location">A folder, a zip file, or an http or https address.</param>
    /// <param name="path">Path of the array within the store; empty for the root. If the root of a zip file or folder is neither an array
    /// nor a group but contains a single store, the path within that store.</param>
    /// <param name="options">How the store is opened.</param>
    /// <returns>
    /// The array, with the axes in the order zarr shows them. The store stays open for reading while the array is in use.
    /// </returns>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="ArrayFormatException">
    /// There is no such array, or its metadata are damaged or refer to something unknown.
    /// </exception>
    /// <exception cref="UnsupportedElementTypeException">The array does not hold numbers.</exception>
    public static DelayedArray Open(string location, string path = "", ZarrStoreOptions? options = null) =>
        Open(location, options, store => Open(store, ZarrStores.Resolve(store, path)));

    /// <summary>Opens an array that holds elements of type <typeparamref name="T"/>.</summary>
    /// <inheritdoc cref="Open(string, string, ZarrStoreOptions?)"/>
    public static DelayedArray<T> Open<T>(string location, string path = "", ZarrStoreOptions? options = null) where T : unmanaged =>
        Open(location, path, options).As<T>();

    /// <summary>Opens an array of numbers or booleans with its own element type.</summary>
    /// <param name="store">The store, which must stay open while the array is in use.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <returns>The array, with the axes in the order zarr shows them.</returns>
    /// <exception cref="ArrayFormatException">
    /// There is no such array, or its metadata are damaged or refer to something unknown.
    /// </exception>
    /// <exception cref="UnsupportedElementTypeException">The array does not hold numbers.</exception>
    public static DelayedArray Open(ZarrStore store, string path = "") => Open(Checked(store), StoreKey.Of(path), new StoreMetadata(store));

    /// <summary>Opens an array that holds elements of type <typeparamref name="T"/>.</summary>
    /// <inheritdoc cref="Open(ZarrStore, string)"/>
    public static DelayedArray<T> Open<T>(ZarrStore store, string path = "") where T : unmanaged => Open(store, path).As<T>();

    /// <summary>Opens one field of an array of records.</summary>
    /// <param name="store">The store, which must stay open while the array is in use.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <param name="field">Name of the field. It must hold numbers.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    /// <inheritdoc cref="Open(ZarrStore, string)"/>
    public static DelayedArray OpenField(ZarrStore store, string path, string field) =>
        OpenField(Checked(store), StoreKey.Of(path), new StoreMetadata(store), field);

    /// <summary>Reads the metadata of an array.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArrayFormatException">There is no such array, or its metadata are damaged.</exception>
    public static ZarrArrayInfo ReadInfo(ZarrStore store, string path = "", CancellationToken cancellation = default) =>
        ReadInfo(Checked(store), StoreKey.Of(path), new StoreMetadata(store), cancellation);

    internal static DelayedArray Open(ZarrStore store, StoreKey key, MetadataSource metadata) =>
        ZarrSparseGroup.TryRead(store, key, metadata) is { } sparse && (sparse.IsMarked || sparse.IsMatrix)
            ? sparse.OpenMatrix() : Open(store, key, ReadInfo(store, key, metadata, default));

    internal static DelayedArray Open(ZarrStore store, StoreKey key, ZarrArrayInfo info) =>
        Open(store, key, info, info.DataType, new ZarrElementLayout(info.DataType.Size, 0, info.DataType.IsBigEndian), null);

    internal static DelayedArray OpenField(ZarrStore store, StoreKey key, MetadataSource metadata, string field)
    {
        var info = ReadInfo(store, key, metadata, default);
        var found = info.DataType.Field(field);
        return Open(store, key, info, found.Type, new ZarrElementLayout(info.DataType.Size, found.Offset, found.Type.IsBigEndian), found);
    }

    internal static ZarrArrayInfo ReadInfo(ZarrStore store, StoreKey key, MetadataSource metadata, CancellationToken cancellation)
    {
        if (metadata.TryReadArray(key, cancellation) is { } info)
            return info;
        var isGroup = metadata.TryReadGroup(key, cancellation) is not null;
        if (!isGroup)
            throw store.Missing(key, "array", DocumentName.V3, DocumentName.V2Array);
        throw new ArrayFormatException(store.Location, key.Path, ZarrSparseGroup.Read(store, key, metadata).IsMatrix
            ? "is a group that does not state how its sparse matrix is compressed; state layout and shape (darray: --layout, --shape)"
            : "is a group; expected an array");
    }

    /// <summary>Opens an array of a store. The store stays open while the array is in use.</summary>
    internal static DelayedArray Open(string location, ZarrStoreOptions? options, Func<ZarrStore, DelayedArray> open)
    {
        var store = ZarrStores.Open(location, options);
        try
        {
            return open(store);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static ZarrStore Checked(ZarrStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store;
    }

    private static DelayedArray Open(
        ZarrStore store, StoreKey key, ZarrArrayInfo info, ZarrDataType type, ZarrElementLayout layout, ZarrField? field)
    {
        if (type.Element is not { } element)
        {
            throw new UnsupportedElementTypeException(
                $"{info.Location with { Key = key.Path }}: holds elements of type {type}; expected numbers or booleans"
                + (type.Class == ZarrTypeClass.Record ? $", or one of the fields {string.Join(", ", type.Fields.Select(f => f.Name))}" : ""));
        }
        var source = new ZarrSource(store, key, info, ChunkCoding.Of(info));
        if (info.Format == 3)
            layout = layout with { IsBigEndian = source.Coding.Codec.IsBigEndian };
        var array = element.Dispatch(new SeedVisitor(source, layout, field));
        return type.Time is { } time ? array.WithTime(time) : array;
    }

    private sealed class SeedVisitor(ZarrSource source, ZarrElementLayout layout, ZarrField? field) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged
        {
            var info = source.Info;
            var fill = field is null
                ? info.Fill.Number<T>(info.DataType)
                : info.Fill.Field<T>(info.DataType, field);
            source.CheckLength(source.Grid.LargestChunk, layout);
            return Delayed.FromSeed(ZarrSeed<T>.Of(source, layout, fill));
        }
    }
}
