using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays.Zarr;

/// <summary>The document <c>zarr.json</c> of Zarr 3. Source: the Zarr 3 specification.</summary>
internal static class V3Metadata
{
    public const string Name = "zarr.json";
    private const int MostCodecs = 31;

    private static readonly string[] ArrayMembers =
    [
        "zarr_format", "node_type", "shape", "data_type", "chunk_grid", "chunk_key_encoding", "fill_value", "codecs", "attributes",
        "storage_transformers", "dimension_names",
    ];

    private static readonly string[] GroupMembers = ["zarr_format", "node_type", "attributes", "consolidated_metadata"];

    /// <summary>Whether the document is that of an array and not that of a group.</summary>
    public static bool IsArray(JsonPart document)
    {
        document.Member("zarr_format").Whole(3, 3);
        return document.Member("node_type").Text("array", "group") == "array";
    }

    public static ZarrArrayInfo ReadArray(JsonPart document)
    {
        if (!IsArray(document))
            throw document.Location.Problem("is a group; expected an array");
        RefuseUnknown(document, ArrayMembers);
        RefuseTransformers(document);
        var shape = ZarrChunkGrid.ShapeOf(document.Member("shape"));
        ImmutableArray<ZarrCodecSpec> codecs = [.. document.Member("codecs").Items(MostCodecs).Select(ZarrCodecSpec.FromV3)];
        return new()
        {
            Format = 3,
            Shape = shape,
            DataType = V3DataType.Parse(document.Member("data_type")),
            Grid = ZarrChunkGrid.FromV3(document.Member("chunk_grid"), shape),
            Keys = ZarrKeyEncoding.FromV3(document.Member("chunk_key_encoding")),
            Codecs = codecs,
            FillValue = document.Member("fill_value").Value,
            Attributes = Attributes(document),
            DimensionNames = Names(document, shape),
            Location = document.Location,
        };
    }

    /// <summary>Checks the document of a group and gives the group's attributes.</summary>
    public static JsonElement ReadGroup(JsonPart document)
    {
        if (IsArray(document))
            throw document.Location.Problem("is an array; expected a group");
        RefuseUnknown(document, GroupMembers);
        return Attributes(document);
    }

    public static void Write(ZarrArrayInfo info, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("zarr_format", 3);
        json.WriteString("node_type", "array");
        json.WritePropertyName("shape");
        ZarrChunkGrid.WriteLengths(json, info.Shape);
        json.WriteMember("data_type", info.DataType.Json);
        json.WritePropertyName("chunk_grid");
        info.Grid.WriteV3(json);
        json.WriteStartObject("chunk_key_encoding");
        json.WriteString("name", info.Keys.HasPrefix ? "default" : "v2");
        json.WriteStartObject("configuration");
        json.WriteString("separator", info.Keys.Separator.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteMember("fill_value", info.FillValue);
        json.WriteStartArray("codecs");
        foreach (var codec in info.Codecs)
            codec.WriteV3(json);
        json.WriteEndArray();
        json.WriteMember("attributes", info.Attributes);
        WriteNames(info, json);
        json.WriteEndObject();
    }

    public static void WriteGroup(JsonObject attributes, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("zarr_format", 3);
        json.WriteString("node_type", "group");
        json.WritePropertyName("attributes");
        json.WriteAsFound(attributes);
        json.WriteEndObject();
    }

    private static void WriteNames(ZarrArrayInfo info, Utf8JsonWriter json)
    {
        if (info.DimensionNames.IsEmpty)
            return;
        json.WriteStartArray("dimension_names");
        foreach (var name in info.DimensionNames)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void RefuseUnknown(JsonPart document, string[] known)
    {
        foreach (var member in document.Value.EnumerateObject())
        {
            if (known.Contains(member.Name))
                continue;
            if (!new JsonPart(member.Value, document.Location, member.Name).MayBeIgnored())
                throw document.Location.Problem($"the extension '{member.Name}' is not known here, and metadata do not say that it may be ignored");
        }
    }

    private static void RefuseTransformers(JsonPart document)
    {
        if (document.Optional("storage_transformers") is not { } transformers)
            return;
        foreach (var transformer in transformers.Items(MostCodecs))
        {
            if (!transformer.MayBeIgnored())
                throw document.Location.Problem($"the storage transformer '{transformer.Extension().Name}' is not known here; none are");
        }
    }

    private static JsonElement Attributes(JsonPart document) =>
        document.Optional("attributes")?.Object().Value ?? ZarrJson.EmptyObject;

    private static ImmutableArray<string?> Names(JsonPart document, Shape shape)
    {
        if (document.Optional("dimension_names") is not { } names)
            return [];
        ImmutableArray<string?> found = [.. names.Items(Shape.MaximumRank).Select(name => name.IsNull ? null : name.Text())];
        return found.Length == shape.Rank ? found : throw names.Problem($"as many names as the array has axes ({shape.Rank})");
    }
}
