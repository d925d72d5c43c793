namespace DelayedArrays;

/// <summary>
/// Reads arrays of texts: of any length (<c>vlen-utf8</c>, <c>vlen-bytes</c>, <c>categorize</c>) or of a fixed one. They are
/// read as a whole, into memory: texts name things, they are not computed with.
/// </summary>
public static class ZarrStrings
{
    /// <summary>Most elements that are read unless the caller allows more.</summary>
    public const long DefaultMostElements = 1L << 27;

    /// <summary>Reads an array of texts.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <param name="mostElements">Most elements it may have.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The texts in C order. Bytes are taken for UTF-8; what is no UTF-8 becomes U+FFFD.</returns>
    /// <exception cref="ArrayFormatException">There is no such array, it is damaged or too long, or names what is not known here.</exception>
    /// <exception cref="UnsupportedElementTypeException">The array does not hold texts.</exception>
    public static string[] Read(
        ZarrStore store, string path = "", long mostElements = DefaultMostElements, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Read(store, StoreKey.Of(path), new StoreMetadata(store), null, mostElements, cancellation);
    }

    /// <summary>Reads a field of an array of records.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <param name="field">Name of the field, which holds texts of a fixed length.</param>
    /// <param name="mostElements">Most elements the array may have.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    /// <inheritdoc cref="Read(ZarrStore, string, long, CancellationToken)"/>
    public static string[] ReadField(
        ZarrStore store, string path, string field, long mostElements = DefaultMostElements, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(field);
        return Read(store, StoreKey.Of(path), new StoreMetadata(store), field, mostElements, cancellation);
    }

    internal static string[] Read(
        ZarrStore store, StoreKey key, MetadataSource metadata, string? field, long mostElements, CancellationToken cancellation)
    {
        var info = ZarrArray.ReadInfo(store, key, metadata, cancellation);
        if (info.Shape.Count > mostElements)
            throw info.Place.Problem($"has {info.Shape.Count} texts; expected at most {mostElements}");
        var coding = TextCoding.Of(info, field is null ? null : info.DataType.Field(field))
            ?? throw new UnsupportedElementTypeException(
                $"{info.Place with { Key = key.Path }}: holds elements of type {info.DataType}; expected texts"
                + (info.DataType.Class == ZarrTypeClass.Record ? ", or a field named" : ""));
        return new TextArrayReader(store, key, info, coding, cancellation).Read();
    }
}
