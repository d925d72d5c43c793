using System.Collections.Immutable;

namespace DelayedArrays.Zarr;

/// <summary>The input and output of a codec.</summary>
internal enum CodecStage
{
    /// <summary>Elements to elements, possibly of another type.</summary>
    Elements,

    /// <summary>Bytes to bytes.</summary>
    Bytes,

    /// <summary>A part of the layout of chunks. The code that lays out chunks makes it, not the table.</summary>
    Layout,
}

/// <summary>A codec of one version of Zarr.</summary>
/// <param name="Id">The name in metadata.</param>
/// <param name="Stage">Its input and output.</param>
/// <param name="Create">Creates it; throws <see cref="ArrayFormatException"/> for impossible parameters.</param>
internal sealed record ZarrCodec(string Id, CodecStage Stage, Func<CodecArguments, IByteCodec> Create);

/// <summary>
/// The codecs of each version of Zarr. Codecs of bytes are in <see cref="CodecTable"/>, which all formats share. Codecs that depend on the
/// type of the elements are here.
/// </summary>
internal static class ZarrCodecTable
{
    private static readonly ImmutableArray<ZarrCodec> V2 =
    [
        Filter("delta", DeltaFilter.Create),
        Filter("fixedscaleoffset", FixedScaleOffsetFilter.Create),
        Filter("astype", AsTypeFilter.Create),
        Filter("bitround", BitRoundFilter.Create),
        Filter("quantize", QuantizeFilter.Create),
        Filter("packbits", _ => new PackBitsCodec()),
        Layout("vlen-utf8"),
        Layout("vlen-bytes"),
        Layout("categorize"),
    ];

    private static readonly ImmutableArray<ZarrCodec> V3 =
    [
        Layout("bytes"),
        Layout("transpose"),
        Layout("reshape"),
        Layout("sharding_indexed"),
        Layout("vlen-utf8"),
        Layout("vlen-bytes"),
        Filter("bitround", BitRoundFilter.Create),
        Filter("scale_offset", ScaleOffsetCodec.Create),
        Filter("cast_value", CastValueCodec.Create),
        .. V2.Where(codec => codec.Stage == CodecStage.Elements).Select(codec => codec with { Id = "numcodecs." + codec.Id }),
    ];

    /// <summary>Finds the codec with a name in one version of Zarr.</summary>
    /// <exception cref="ArrayFormatException">There is no such codec. The message lists all codecs.</exception>
    public static ZarrCodec Find(ZarrCodecSpec codec, int format, ZarrLocation location)
    {
        var own = format == 2 ? V2 : V3;
        if (own.FirstOrDefault(known => known.Id == codec.Name) is { } found)
            return found;
        var shared = Shared(format);
        return shared.Find(codec.Name) is { } bytes
            ? new(codec.Name, CodecStage.Bytes, arguments => bytes.Form.Create(arguments))
            : throw location.Problem($"the codec '{codec.Name}' is not supported; supported in Zarr {format} are "
                + string.Join(", ", shared.All.Select(known => known.Form.Id).Concat(own.Select(known => known.Id))));
    }

    /// <summary>Gets the codecs of bytes in one version of Zarr.</summary>
    public static FormatCodecs<string, ZarrCodecForm> Shared(int format) => format == 2 ? CodecTable.Zarr2 : CodecTable.Zarr3;

    private static ZarrCodec Filter(string id, Func<CodecArguments, IByteCodec> create) => new(id, CodecStage.Elements, create);

    private static ZarrCodec Layout(string id) =>
        new(id, CodecStage.Layout, arguments => throw arguments.Parameters.Location.Problem($"the codec '{id}' is not allowed here"));
}
