namespace DelayedArrays;

/// <summary>
/// Reads arrays of strings, of variable length (<c>vlen-utf8</c>, <c>vlen-bytes</c>, <c>categorize</c>) or of fixed length. An array is
/// read into memory as a whole, because strings serve as names and not for computation.
/// </summary>
public static class ZarrStrings
{
    /// <summary>The default limit on the number of elements.</summary>
    public const long DefaultMaxElements = 1L << 27;

    /// <summary>Reads an array of strings.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <param name="maxElements">The most elements the array may have.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The strings in C order. Bytes are read as UTF-8; invalid ones become U+FFFD.</returns>
    /// <exception cref="ArrayFormatException">
    /// There is no such array, or it is damaged, too long, or refers to something unknown.
    /// </exception>
    /// <exception cref="UnsupportedElementTypeException">The array does not hold strings.</exception>
    public static string[] Read(
        ZarrStore store, string path = "", long maxElements = DefaultMaxElements, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Read(store, StoreKey.Of(path), new StoreMetadata(store), null, maxElements, cancellation);
    }

    /// <summary>Reads a field of an array of records.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <param name="field">Name of the field. It must hold strings of fixed length.</param>
    /// <param name="maxElements">The most elements the array may have.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    /// <inheritdoc cref="Read(ZarrStore, string, long, CancellationToken)"/>
    public static string[] ReadField(
        ZarrStore store, string path, string field, long maxElements = DefaultMaxElements, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(field);
        return Read(store, StoreKey.Of(path), new StoreMetadata(store), field, maxElements, cancellation);
    }

    internal static string[] Read(
        ZarrStore store, StoreKey key, MetadataSource metadata, string? field, long maxElements, CancellationToken cancellation)
    {
        var info = ZarrArray.ReadInfo(store, key, metadata, cancellation);
        if (info.Shape.Count > maxElements)
            throw info.Location.Problem($"has {info.Shape.Count} texts; expected at most {maxElements}");
        var coding = TextCoding.Of(info, field is null ? null : info.DataType.Field(field))
            ?? throw new UnsupportedElementTypeException(
                $"{info.Location with { Key = key.Path }}: holds elements of type {info.DataType}; expected texts"
                + (info.DataType.Class == ZarrTypeClass.Record ? ", or a field named" : ""));
        return new TextArrayReader(store, key, info, coding, cancellation).Read();
    }
}
