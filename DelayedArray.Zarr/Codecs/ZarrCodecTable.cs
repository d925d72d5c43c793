using System.Collections.Immutable;
using System.IO.Hashing;

namespace DelayedArrays;

/// <summary>What a codec takes and gives.</summary>
internal enum CodecStage
{
    /// <summary>Elements to elements, maybe of another type.</summary>
    Elements,

    /// <summary>Bytes to bytes.</summary>
    Bytes,

    /// <summary>What the layout of chunks consists of; not made from the table, but by those who lay chunks out.</summary>
    Layout,
}

/// <summary>One line of a table of codecs.</summary>
/// <param name="Id">The name in metadata.</param>
/// <param name="Stage">What it takes and gives.</param>
/// <param name="Create">Creates it; throws <see cref="ArrayFormatException"/> for impossible parameters.</param>
internal sealed record ZarrCodecEntry(string Id, CodecStage Stage, Func<CodecArguments, IByteCodec> Create)
{
    public static ZarrCodecEntry Layout(string id) =>
        new(id, CodecStage.Layout, arguments => throw arguments.Parameters.Place.Problem($"the codec '{id}' cannot stand here"));
}

/// <summary>The codecs of each version of Zarr. A new one is a file and a line here.</summary>
internal static class ZarrCodecTable
{
    /// <summary>Filters and compressors of Zarr 2, by their ids in numcodecs.</summary>
    public static ImmutableArray<ZarrCodecEntry> V2 { get; } =
    [
        new("zlib", CodecStage.Bytes, a => new DeflateCodec(a.Level("level", 1, -1, 9, 6))),
        new("gzip", CodecStage.Bytes, a => new GzipCodec(a.Level("level", 1, -1, 9, 6))),
        new("bz2", CodecStage.Bytes, a => new Bz2Codec(a.Level("level", 1, 1, 9))),
        new("lz4", CodecStage.Bytes, _ => new SizedLz4Codec()),
        new("zstd", CodecStage.Bytes, a => new ZstdCodec(a.Level("level", 1, -(1 << 17), 22))),
        new("blosc", CodecStage.Bytes, BloscParameters.V2),
        new("shuffle", CodecStage.Bytes, a => new ShuffleCodec(a.Level("elementsize", 4, 1, int.MaxValue))),
        new("fletcher32", CodecStage.Bytes, _ => new Fletcher32Codec()),
        new("crc32", CodecStage.Bytes, a => ChecksumCodec.Create("crc32", Crc32.HashToUInt32, a.IsAtStart(true))),
        new("crc32c", CodecStage.Bytes, a => ChecksumCodec.Create("crc32c", Crc32C.Compute, a.IsAtStart(false))),
        new("adler32", CodecStage.Bytes, a => ChecksumCodec.Create("adler32", bytes => Adler32.Append(Adler32.Start, bytes), a.IsAtStart(true))),
        new("delta", CodecStage.Elements, DeltaCodec.Create),
        new("fixedscaleoffset", CodecStage.Elements, FixedScaleOffsetCodec.Create),
        new("astype", CodecStage.Elements, AsTypeCodec.Create),
        new("bitround", CodecStage.Elements, BitRoundCodec.Create),
        new("quantize", CodecStage.Elements, QuantizeCodec.Create),
        new("packbits", CodecStage.Elements, _ => new PackBitsCodec()),
        ZarrCodecEntry.Layout("vlen-utf8"),
        ZarrCodecEntry.Layout("vlen-bytes"),
        ZarrCodecEntry.Layout("categorize"),
    ];

    /// <summary>Codecs of Zarr 3, by their names; those of Zarr 2 have a prefix.</summary>
    public static ImmutableArray<ZarrCodecEntry> V3 { get; } =
    [
        ZarrCodecEntry.Layout("bytes"),
        ZarrCodecEntry.Layout("transpose"),
        ZarrCodecEntry.Layout("reshape"),
        ZarrCodecEntry.Layout("sharding_indexed"),
        ZarrCodecEntry.Layout("vlen-utf8"),
        ZarrCodecEntry.Layout("vlen-bytes"),
        new("gzip", CodecStage.Bytes, a => new GzipCodec(a.Level("level", 6, 0, 9))),
        new("zstd", CodecStage.Bytes, a => new ZstdCodec(a.Level("level", 0, -(1 << 17), 22))),
        new("blosc", CodecStage.Bytes, BloscParameters.V3),
        new("crc32c", CodecStage.Bytes, _ => ChecksumCodec.Create("crc32c", Crc32C.Compute, isAtStart: false)),
        new("bitround", CodecStage.Elements, BitRoundCodec.Create),
        new("scale_offset", CodecStage.Elements, ScaleOffsetCodec.Create),
        new("cast_value", CodecStage.Elements, CastValueCodec.Create),
        .. V2.Where(entry => entry.Stage != CodecStage.Layout).Select(entry => entry with { Id = "numcodecs." + entry.Id }),
    ];

    /// <summary>The codec of a name in one version's table.</summary>
    /// <exception cref="ArrayFormatException">There is none; the message lists those there are.</exception>
    public static ZarrCodecEntry Find(ZarrCodecSpec codec, int format, MetadataPlace place)
    {
        var table = format == 2 ? V2 : V3;
        return table.FirstOrDefault(entry => entry.Id == codec.Name) ?? throw place.Problem(
            $"the codec '{codec.Name}' is not known here; known in Zarr {format} are {string.Join(", ", table.Select(entry => entry.Id))}");
    }
}
