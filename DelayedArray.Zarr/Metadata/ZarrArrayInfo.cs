using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays;

/// <summary>The metadata of an array, in either version of Zarr.</summary>
public sealed partial record ZarrArrayInfo
{
    private const int MaxCodecs = 31;

    /// <summary>The version of Zarr: 2 or 3.</summary>
    public required int Format { get; init; }

    /// <summary>Shape of the array.</summary>
    public required Shape Shape { get; init; }

    /// <summary>Type of the elements.</summary>
    public required ZarrDataType DataType { get; init; }

    /// <summary>How the array is divided into chunks, or into shards if it has any.</summary>
    public required ZarrChunkGrid Grid { get; init; }

    /// <summary>How chunks are named.</summary>
    public required ZarrKeyEncoding Keys { get; init; }

    /// <summary>The codecs in the order of encoding. In Zarr 2 these are the filters, without the compressor.</summary>
    public required ImmutableArray<ZarrCodecSpec> Codecs { get; init; }

    /// <summary>The compressor of Zarr 2, which comes after the filters.</summary>
    public ZarrCodecSpec? Compressor { get; init; }

    /// <summary>Whether the first axis varies fastest within chunks: order F of Zarr 2.</summary>
    public bool IsFortranOrder { get; init; }

    /// <summary>The value of elements that are not stored. Null means undefined, which reads as zero.</summary>
    public JsonElement FillValue { get; init; }

    /// <summary>The attributes: a JSON object.</summary>
    public JsonElement Attributes { get; init; } = ZarrJson.EmptyObject;

    /// <summary>The names of the axes; empty if there are none.</summary>
    public ImmutableArray<string?> DimensionNames { get; init; } = [];

    /// <summary>
    /// The chunks that are read individually: in shards, the innermost ones. The shape is null if chunks differ in size.
    /// </summary>
    /// <returns>Their shape, and their codecs in the order of encoding, including the compressor of Zarr 2.</returns>
    /// <exception cref="ArrayFormatException">
    /// A codec is unknown or has invalid parameters, or the codecs do not fit together.
    /// </exception>
    public (Shape? Shape, ImmutableArray<ZarrCodecSpec> Codecs) InnerChunks()
    {
        var coding = ChunkCoding.Of(this);
        return (coding.Shards is [.., ShardLevel last] ? last.Inner : Grid.Regular, coding.Specs);
    }

    /// <summary>Where the metadata are, for messages.</summary>
    internal ZarrLocation Location { get; init; }

    /// <summary>The name of the document that defines the array.</summary>
    internal string MetadataName => Format == 2 ? DocumentName.V2Array : DocumentName.V3;

    internal JsonPart Fill => new(FillValue, Location, "fill_value");

    /// <summary>The metadata as JSON, as stored in <c>.zarray</c> (which excludes the attributes) or in <c>zarr.json</c>.</summary>
    public byte[] ToJson() => ZarrJson.Write(json =>
    {
        if (Format == 2)
            WriteV2(json);
        else
            WriteV3(json);
    });

    private static void WriteList<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<T, Utf8JsonWriter> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item, json);
        json.WriteEndArray();
    }
}
