using System.Text.Json;

namespace DelayedArrays.Zarr;

/// <summary>The documents of Zarr 2. Source: the Zarr 2 specification.</summary>
internal static class V2Metadata
{
    public const string ArrayName = ".zarray";
    public const string GroupName = ".zgroup";
    public const string AttributesName = ".zattrs";
    public const string ConsolidatedName = ".zmetadata";

    /// <summary>The attribute in which xarray stores the names of axes.</summary>
    public const string DimensionsName = "_ARRAY_DIMENSIONS";
    private const int MostCodecs = 31;

    public static ZarrArrayInfo ReadArray(JsonPart document, JsonElement attributes)
    {
        document.Member("zarr_format").Whole(2, 2);
        var shape = ZarrChunkGrid.ShapeOf(document.Member("shape"));
        return new()
        {
            Format = 2,
            Shape = shape,
            DataType = V2DataType.Parse(document.Member("dtype")),
            Grid = ZarrChunkGrid.Of(ZarrChunkGrid.ChunkShape(document.Member("chunks"), shape)),
            Keys = ZarrKeyEncoding.FromV2(document.Optional("dimension_separator")),
            Codecs = [.. document.Optional("filters")?.Items(MostCodecs).Select(ZarrCodecSpec.FromV2) ?? []],
            Compressor = document.Optional("compressor") is { } compressor ? ZarrCodecSpec.FromV2(compressor) : null,
            IsFortranOrder = document.Member("order").Text("C", "F") == "F",
            FillValue = document.Member("fill_value").Value,
            Attributes = attributes,
            DimensionNames = Names(attributes, shape),
            Location = document.Location,
        };
    }

    public static void Write(ZarrArrayInfo info, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("zarr_format", 2);
        json.WritePropertyName("shape");
        ZarrChunkGrid.WriteLengths(json, info.Shape);
        json.WritePropertyName("chunks");
        ZarrChunkGrid.WriteLengths(json, info.Grid.Regular ?? throw new NotSupportedException("Zarr 2 has chunks of one shape only"));
        json.WriteMember("dtype", info.DataType.Json);
        json.WritePropertyName("compressor");
        if (info.Compressor is null)
            json.WriteNullValue();
        else
            info.Compressor.WriteV2(json);
        json.WriteMember("fill_value", info.FillValue);
        json.WriteString("order", info.IsFortranOrder ? "F" : "C");
        if (info.Codecs.IsEmpty)
            json.WriteNull("filters");
        else
            WriteFilters(info, json);
        json.WriteString("dimension_separator", info.Keys.Separator.ToString());
        json.WriteEndObject();
    }

    private static void WriteFilters(ZarrArrayInfo info, Utf8JsonWriter json)
    {
        json.WriteStartArray("filters");
        foreach (var filter in info.Codecs)
            filter.WriteV2(json);
        json.WriteEndArray();
    }

    /// <summary>The names of the axes. Zarr 2 has none; xarray stores them as an attribute.</summary>
    private static System.Collections.Immutable.ImmutableArray<string?> Names(JsonElement attributes, Shape shape)
    {
        if (attributes.ValueKind != JsonValueKind.Object || !attributes.TryGetProperty(DimensionsName, out var names)
            || names.ValueKind != JsonValueKind.Array || names.GetArrayLength() != shape.Rank)
            return [];
        return [.. names.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString() : null)];
    }
}
