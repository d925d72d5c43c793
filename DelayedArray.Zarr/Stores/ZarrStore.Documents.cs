using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays;

// Documents of metadata.
public abstract partial class ZarrStore
{
    /// <summary>Reads a document if it exists.</summary>
    /// <exception cref="ArrayFormatException">The document is too long, or is not a JSON object.</exception>
    internal JsonPart? TryReadDocument(StoreKey key, long limit, CancellationToken cancellation)
    {
        var bytes = new ArrayBufferWriter<byte>();
        return TryRead(key, ByteRange.All, limit, bytes, cancellation)
            ? JsonPart.Parse(bytes.WrittenMemory, new ZarrLocation(Location, key.Path))
            : null;
    }

    /// <summary>Writes a document.</summary>
    internal void WriteDocument(StoreKey key, Action<Utf8JsonWriter> write) => Write(key, ZarrJson.Write(write));

    /// <summary>Writes a document.</summary>
    internal void WriteDocument(StoreKey key, JsonObject document) => WriteDocument(key, json => json.WriteAsFound(document));

    /// <summary>Writes the metadata of an array, attributes first.</summary>
    internal void WriteArray(StoreKey key, ZarrArrayInfo info)
    {
        if (info.Format == 2)
            WriteV2Attributes(key, JsonObject.Create(info.Attributes)!);
        Write(key / info.MetadataName, info.ToJson());
    }

    /// <summary>Writes the shape in the metadata of an array, and leaves the rest as it is.</summary>
    /// <param name="key">The array.</param>
    /// <param name="info">Its metadata, with the new shape.</param>
    /// <exception cref="ArrayFormatException">The metadata have gone or are damaged.</exception>
    internal void WriteShape(StoreKey key, ZarrArrayInfo info)
    {
        var name = key / info.MetadataName;
        var document = new StoreMetadata(this).TryRead(name, default) ?? throw info.Location.Problem("the metadata have disappeared");
        var changed = JsonObject.Create(document.Object().Value)!;
        changed["shape"] = new JsonArray([.. info.Shape.Select(length => (JsonNode)length)]);
        WriteDocument(name, changed);
    }

    /// <summary>Writes the metadata of a group, attributes first.</summary>
    internal void WriteGroup(StoreKey key, int version, JsonObject attributes)
    {
        WriteGroupAttributes(key, version, attributes);
        if (version == 2)
            WriteDocument(key / DocumentName.V2Group, new JsonObject { ["zarr_format"] = 2 });
    }

    /// <summary>Writes the attributes of an existing group, in one step.</summary>
    internal void WriteGroupAttributes(StoreKey key, int version, JsonObject attributes)
    {
        if (version == 2)
            WriteV2Attributes(key, attributes);
        else
            WriteDocument(key / DocumentName.V3, new JsonObject
            {
                ["zarr_format"] = 3,
                ["node_type"] = "group",
                ["attributes"] = attributes.DeepClone(),
            });
    }

    /// <summary>Whether there is a document that defines an array or a group.</summary>
    internal bool HasMetadata(StoreKey key, CancellationToken cancellation = default) =>
        Length(key / DocumentName.V3, cancellation) is not null
        || Length(key / DocumentName.V2Array, cancellation) is not null
        || Length(key / DocumentName.V2Group, cancellation) is not null;

    /// <summary>The error for a missing array or group.</summary>
    /// <param name="key">Where it was expected.</param>
    /// <param name="what">What was expected.</param>
    /// <param name="names">The documents that would define it.</param>
    internal ArrayFormatException Missing(StoreKey key, string what, params string[] names)
    {
        var problem = $"there is no {what}; expected {string.Join(" or ", names)}";
        if (Doubt([.. names.Select(name => key / name)]) is { } doubt)
            problem += "; " + doubt;
        else if (key.IsRoot && Contents() is { } contents)
            problem += $"; found {contents}";
        else if (!key.IsRoot && CanList && NearestName.Find(key.Name, NamesBeside(key)) is { } nearest)
            problem += $"; did you mean '{nearest}'?";
        return new(Location, key.Path, problem);
    }

    private IEnumerable<string> NamesBeside(StoreKey key) => List(StoreKey.Of(key.Path[..^key.Name.Length]))
        .Where(entry => entry.HasChildren && !StagingKeys.Is(entry.Name)).Take(MaxFolders).Select(entry => entry.Name);

    private void WriteV2Attributes(StoreKey key, JsonObject attributes)
    {
        var name = key / DocumentName.V2Attributes;
        if (attributes.Count > 0)
            WriteDocument(name, attributes);
        else if (Length(name) is not null)
            Delete(name);
    }
}
