using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays;

// The document zarr.json of Zarr 3. Source: the Zarr 3 specification.
public sealed partial record ZarrArrayInfo
{
    private static readonly string[] V3Members =
    [
        "zarr_format", "node_type", "shape", "data_type", "chunk_grid", "chunk_key_encoding", "fill_value", "codecs", "attributes",
        "storage_transformers", "dimension_names",
    ];

    /// <summary>Whether the document is that of an array and not that of a group.</summary>
    internal static bool IsV3Array(JsonPart document)
    {
        document.Member("zarr_format").Whole(3, 3);
        return document.Member("node_type").Text("array", "group") == "array";
    }

    internal static ZarrArrayInfo FromV3(JsonPart document)
    {
        if (!IsV3Array(document))
            throw document.Location.Problem("is a group; expected an array");
        document.RefuseExtensions(V3Members);
        RefuseV3Transformers(document);
        var shape = ZarrChunkGrid.ShapeOf(document.Member("shape"));
        ImmutableArray<ZarrCodecSpec> codecs = [.. document.Member("codecs").Items(MaxCodecs).Select(ZarrCodecSpec.FromV3)];
        return new()
        {
            Format = 3,
            Shape = shape,
            DataType = ZarrDataType.FromV3(document.Member("data_type")),
            Grid = ZarrChunkGrid.FromV3(document.Member("chunk_grid"), shape),
            Keys = ZarrKeyEncoding.FromV3(document.Member("chunk_key_encoding")),
            Codecs = codecs,
            FillValue = document.Member("fill_value").Value,
            Attributes = document.ObjectOrEmpty("attributes"),
            DimensionNames = V3Names(document, shape),
            Location = document.Location,
        };
    }

    private void WriteV3(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("zarr_format", 3);
        json.WriteString("node_type", "array");
        json.WritePropertyName("shape");
        ZarrChunkGrid.WriteLengths(json, Shape);
        json.WriteMember("data_type", DataType.Json);
        json.WritePropertyName("chunk_grid");
        Grid.WriteV3(json);
        json.WriteStartObject("chunk_key_encoding");
        json.WriteString("name", Keys.HasPrefix ? "default" : "v2");
        json.WriteStartObject("configuration");
        json.WriteString("separator", Keys.Separator.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteMember("fill_value", FillValue);
        WriteList(json, "codecs", Codecs, (codec, json) => codec.WriteV3(json));
        json.WriteMember("attributes", Attributes);
        if (!DimensionNames.IsEmpty)
            WriteList(json, "dimension_names", DimensionNames, (name, json) => json.WriteStringValue(name));
        json.WriteEndObject();
    }

    private static void RefuseV3Transformers(JsonPart document)
    {
        if (document.Optional("storage_transformers") is not { } transformers)
            return;
        foreach (var transformer in transformers.Items(MaxCodecs))
        {
            if (!transformer.MayBeIgnored())
                throw document.Location.Problem($"the storage transformer '{transformer.Extension().Name}' is not supported; none are");
        }
    }

    private static ImmutableArray<string?> V3Names(JsonPart document, Shape shape)
    {
        if (document.Optional("dimension_names") is not { } names)
            return [];
        ImmutableArray<string?> found = [.. names.Items(Shape.MaximumRank).Select(name => name.IsNull ? null : name.Text())];
        return found.Length == shape.Rank ? found : throw names.Problem($"as many names as the array has axes ({shape.Rank})");
    }
}
