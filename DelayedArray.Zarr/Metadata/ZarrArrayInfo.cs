using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays;

/// <summary>What the metadata of an array say, in either version of Zarr.</summary>
public sealed record ZarrArrayInfo
{
    /// <summary>2 or 3.</summary>
    public required int Format { get; init; }

    /// <summary>Shape of the array.</summary>
    public required Shape Shape { get; init; }

    /// <summary>Type of the elements.</summary>
    public required ZarrDataType DataType { get; init; }

    /// <summary>How the array is cut into chunks; with sharding, into shards.</summary>
    public required ZarrChunkGrid Grid { get; init; }

    /// <summary>How chunks are named.</summary>
    public required ZarrKeyEncoding Keys { get; init; }

    /// <summary>The codecs in the order of writing; in Zarr 2 the filters, without the compressor.</summary>
    public required ImmutableArray<ZarrCodecSpec> Codecs { get; init; }

    /// <summary>The compressor of Zarr 2, which comes after the filters.</summary>
    public ZarrCodecSpec? Compressor { get; init; }

    /// <summary>Whether chunks have their first axis run fastest: order F of Zarr 2.</summary>
    public bool IsFortranOrder { get; init; }

    /// <summary>The value of elements not stored; null where it is undefined, which reads as zero.</summary>
    public JsonElement FillValue { get; init; }

    /// <summary>The attributes, an object.</summary>
    public JsonElement Attributes { get; init; } = ZarrJson.EmptyObject;

    /// <summary>The names of the axes, where they are named.</summary>
    public ImmutableArray<string?> DimensionNames { get; init; } = [];

    /// <summary>
    /// The chunks that are read on their own: within shards, the innermost ones. A shape of null means that chunks differ in size.
    /// </summary>
    /// <returns>Their shape, and their codecs in the order of writing, the compressor of Zarr 2 among them.</returns>
    /// <exception cref="ArrayFormatException">A codec is unknown or has impossible parameters, or they do not fit together.</exception>
    public (Shape? Shape, ImmutableArray<ZarrCodecSpec> Codecs) InnerChunks()
    {
        var coding = ChunkCoding.Of(this);
        return (coding.Shards is [.., ShardLevel last] ? last.Inner : Grid.Regular, coding.Specs);
    }

    /// <summary>Where the metadata were found, for messages.</summary>
    internal MetadataPlace Place { get; init; }

    internal JsonPart Fill => new(FillValue, Place, "fill_value");

    /// <summary>The metadata as JSON: what a store has in <c>.zarray</c> (attributes are apart) or in <c>zarr.json</c>.</summary>
    public byte[] ToJson() => ZarrJson.Write(json =>
    {
        if (Format == 2)
            V2Metadata.Write(this, json);
        else
            V3Metadata.Write(this, json);
    });
}
