using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays;

// The documents of Zarr 2. Source: the Zarr 2 specification.
public sealed partial record ZarrArrayInfo
{
    /// <summary>The attribute in which xarray stores the names of axes.</summary>
    internal const string V2DimensionsName = "_ARRAY_DIMENSIONS";

    internal static ZarrArrayInfo FromV2(JsonPart document, JsonElement attributes)
    {
        document.Member("zarr_format").Whole(2, 2);
        var shape = ZarrChunkGrid.ShapeOf(document.Member("shape"));
        return new()
        {
            Format = 2,
            Shape = shape,
            DataType = ZarrDataType.FromV2(document.Member("dtype")),
            Grid = ZarrChunkGrid.Of(ZarrChunkGrid.ChunkShape(document.Member("chunks"), shape)),
            Keys = ZarrKeyEncoding.FromV2(document.Optional("dimension_separator")),
            Codecs = [.. document.Optional("filters")?.Items(MaxCodecs).Select(ZarrCodecSpec.FromV2) ?? []],
            Compressor = document.Optional("compressor") is { } compressor ? ZarrCodecSpec.FromV2(compressor) : null,
            IsFortranOrder = document.Member("order").Text("C", "F") == "F",
            FillValue = document.Member("fill_value").Value,
            Attributes = attributes,
            DimensionNames = V2Names(attributes, shape),
            Location = document.Location,
        };
    }

    private void WriteV2(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("zarr_format", 2);
        json.WritePropertyName("shape");
        ZarrChunkGrid.WriteLengths(json, Shape);
        json.WritePropertyName("chunks");
        ZarrChunkGrid.WriteLengths(json, Grid.Regular ?? throw new NotSupportedException("Zarr 2 has chunks of one shape only"));
        json.WriteMember("dtype", DataType.Json);
        json.WritePropertyName("compressor");
        if (Compressor is null)
            json.WriteNullValue();
        else
            Compressor.WriteV2(json);
        json.WriteMember("fill_value", FillValue);
        json.WriteString("order", IsFortranOrder ? "F" : "C");
        if (Codecs.IsEmpty)
            json.WriteNull("filters");
        else
            WriteList(json, "filters", Codecs, (filter, json) => filter.WriteV2(json));
        json.WriteString("dimension_separator", Keys.Separator.ToString());
        json.WriteEndObject();
    }

    /// <summary>The names of the axes. Zarr 2 has none; xarray stores them as an attribute.</summary>
    private static ImmutableArray<string?> V2Names(JsonElement attributes, Shape shape)
    {
        if (attributes.ValueKind != JsonValueKind.Object || !attributes.TryGetProperty(V2DimensionsName, out var names)
            || names.ValueKind != JsonValueKind.Array || names.GetArrayLength() != shape.Rank)
            return [];
        return [.. names.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString() : null)];
    }
}
