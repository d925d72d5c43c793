using System.Text.Json;

namespace DelayedArrays.Zarr;

/// <summary>A source of metadata: the documents of a store, or one document that contains them all.</summary>
internal abstract class MetadataSource
{
    private static readonly string[] V3GroupMembers = ["zarr_format", "node_type", "attributes", "consolidated_metadata"];

    /// <summary>Reads the document at a key; null if there is none.</summary>
    public abstract JsonPart? TryRead(StoreKey key, CancellationToken cancellation);

    /// <summary>The names directly below a key that may be arrays or groups.</summary>
    public abstract IEnumerable<string> Names(StoreKey key);

    /// <summary>Reads the metadata of the array at a key; null if there is none.</summary>
    public ZarrArrayInfo? TryReadArray(StoreKey key, CancellationToken cancellation)
    {
        if (TryRead(key / DocumentName.V3, cancellation) is { } v3)
            return ZarrArrayInfo.IsV3Array(v3) ? ZarrArrayInfo.FromV3(v3) : null;
        if (TryRead(key / DocumentName.V2Array, cancellation) is { } v2)
            return ZarrArrayInfo.FromV2(v2, V2Attributes(key, cancellation));
        return null;
    }

    /// <summary>Reads the Zarr version and the attributes of the group at a key; null if there is none.</summary>
    public (int Format, JsonElement Attributes)? TryReadGroup(StoreKey key, CancellationToken cancellation)
    {
        if (TryRead(key / DocumentName.V3, cancellation) is { } v3)
            return ZarrArrayInfo.IsV3Array(v3) ? null : (3, V3Attributes(v3));
        if (TryRead(key / DocumentName.V2Group, cancellation) is not { } v2)
            return null;
        v2.Member("zarr_format").Whole(2, 2);
        return (2, V2Attributes(key, cancellation));
    }

    private static JsonElement V3Attributes(JsonPart group)
    {
        group.RefuseExtensions(V3GroupMembers);
        return group.ObjectOrEmpty("attributes");
    }

    private JsonElement V2Attributes(StoreKey key, CancellationToken cancellation) =>
        TryRead(key / DocumentName.V2Attributes, cancellation)?.Value ?? ZarrJson.EmptyObject;
}

/// <summary>The documents of a store.</summary>
internal sealed class StoreMetadata(ZarrStore store) : MetadataSource
{
    /// <summary>The most bytes for the metadata of one array or group.</summary>
    public const long MaxBytes = 16 << 20;

    /// <summary>The most bytes for consolidated metadata, and for a Zarr 3 group, which may contain them.</summary>
    public const long MaxConsolidatedBytes = 64 << 20;

    public override JsonPart? TryRead(StoreKey key, CancellationToken cancellation)
    {
        var limit = key.Name is DocumentName.V3 or DocumentName.V2Consolidated
            ? MaxConsolidatedBytes
            : MaxBytes;
        return store.TryReadDocument(key, limit, cancellation);
    }

    public override IEnumerable<string> Names(StoreKey key) =>
        store.List(key).Where(entry => entry.HasChildren && !(key.IsRoot && StagingKeys.Is(entry.Name))).Select(entry => entry.Name);
}

/// <summary>The documents of a group and everything below it, in one document.</summary>
internal sealed class ConsolidatedMetadata : MetadataSource
{
    private readonly Dictionary<string, JsonPart> _documents;

    // Only listing needs the index; opening by name does not.
    private readonly Lazy<KeyIndex> _index;

    private ConsolidatedMetadata(Dictionary<string, JsonPart> documents)
    {
        _documents = documents;
        _index = new(() => new KeyIndex(_documents.Keys));
    }

    /// <summary>Reads the consolidated metadata of a group; null if there are none.</summary>
    public static ConsolidatedMetadata? TryRead(ZarrStore store, StoreKey group, CancellationToken cancellation)
    {
        var documents = new StoreMetadata(store);
        if (documents.TryRead(group / DocumentName.V3, cancellation) is { } v3)
            return OfV3(v3, group);
        return documents.TryRead(group / DocumentName.V2Consolidated, cancellation) is { } v2 ? OfV2(v2, group) : null;
    }

    public override JsonPart? TryRead(StoreKey key, CancellationToken cancellation) =>
        _documents.TryGetValue(key.Path, out var document) ? document : null;

    public override IEnumerable<string> Names(StoreKey key) =>
        _index.Value.Children(key).Where(entry => entry.HasChildren).Select(entry => entry.Name);

    private static ConsolidatedMetadata OfV2(JsonPart document, StoreKey group)
    {
        document.Member("zarr_consolidated_format").Whole(1, 1);
        return Of(document.Member("metadata"), path => group / path);
    }

    private static ConsolidatedMetadata? OfV3(JsonPart document, StoreKey group)
    {
        if (document.Optional("consolidated_metadata") is not { } consolidated)
            return null;
        if (consolidated.Optional("kind") is { } kind && kind.Text() != "inline")
            return null;
        var result = Of(consolidated.Member("metadata"), path => group / path / DocumentName.V3);
        result._documents[(group / DocumentName.V3).Path] = document;
        return result;
    }

    /// <summary>Takes all documents except those whose names are not valid paths, since nothing can be opened by these.</summary>
    private static ConsolidatedMetadata Of(JsonPart metadata, Func<string, StoreKey> key)
    {
        var documents = new Dictionary<string, JsonPart>(StringComparer.Ordinal);
        foreach (var member in metadata.Object().Value.EnumerateObject())
        {
            if (member.Name.Length == 0 || !StoreKey.IsKey(member.Name))
                continue;
            var at = key(member.Name);
            var location = new ZarrLocation(metadata.Location.Store, $"{metadata.Location.Key} ({at})");
            documents[at.Path] = new JsonPart(member.Value, location, "");
        }
        return new(documents);
    }
}
