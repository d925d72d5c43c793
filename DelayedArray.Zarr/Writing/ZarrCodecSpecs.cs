using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays;

/// <summary>Makes the codecs that options ask for, as each version of Zarr names them.</summary>
internal static class ZarrCodecSpecs
{
    /// <summary>A codec with some parameters.</summary>
    public static ZarrCodecSpec Of(string name, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        Dictionary<string, object> configuration = new(StringComparer.Ordinal);
        foreach ((var parameter, var value) in parameters)
            configuration[parameter] = value;
        return new(name, configuration.Count == 0 ? default : JsonSerializer.SerializeToElement(configuration));
    }

    /// <summary>Filters and compressor of Zarr 2.</summary>
    public static (ImmutableArray<ZarrCodecSpec> Filters, ZarrCodecSpec? Compressor) V2(ZarrWriteOptions options, int size)
    {
        var codecs = options.Codecs ?? Chosen(options, 2, size);
        var hasCompressor = codecs.Length > 0 && IsOfBytes(codecs[^1], 2);
        return hasCompressor ? (codecs[..^1], codecs[^1]) : (codecs, null);
    }

    /// <summary>All codecs of Zarr 3.</summary>
    public static ImmutableArray<ZarrCodecSpec> V3(ZarrWriteOptions options, int size, Shape chunk)
    {
        var codecs = options.Codecs ?? Chosen(options, 3, size);
        if (codecs.All(codec => codec.Name is not ("bytes" or "sharding_indexed")))
        {
            var first = codecs.TakeWhile(codec => !IsOfBytes(codec, 3)).Count();
            // Some readers swap single bytes, too, where they are said to be in the other order.
            codecs = codecs.Insert(first, Of("bytes", ("endian", options.IsBigEndian && size > 1 ? "big" : "little")));
        }
        if (options.IsFortranOrder && chunk.Rank > 1)
            codecs = codecs.Insert(0, Of("transpose", ("order", ChunkCodings.Reversed(chunk.Rank))));
        return options.Shards.IsEmpty ? codecs : [Sharding(chunk, codecs)];
    }

    private static ZarrCodecSpec Sharding(Shape chunk, ImmutableArray<ZarrCodecSpec> codecs) => Of(
        "sharding_indexed",
        ("chunk_shape", chunk.ToArray()),
        ("codecs", List(codecs)),
        ("index_codecs", List([Of("bytes", ("endian", "little")), Of("crc32c")])),
        ("index_location", "end"));

    private static JsonElement List(ImmutableArray<ZarrCodecSpec> codecs)
    {
        var json = ZarrJson.Write(writer =>
        {
            writer.WriteStartArray();
            foreach (var codec in codecs)
                codec.WriteV3(writer);
            writer.WriteEndArray();
        });
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static ImmutableArray<ZarrCodecSpec> Chosen(ZarrWriteOptions options, int version, int size)
    {
        if (options.Compression == ZarrCompression.Blosc)
            return [Blosc(options, version, size)];
        var shuffle = options.Shuffle ?? ZarrShuffle.None;
        if (shuffle == ZarrShuffle.Bits)
            throw new ArgumentException("bits are shuffled within Blosc only", nameof(options));
        var prefix = version == 3 ? "numcodecs." : "";
        ImmutableArray<ZarrCodecSpec> before = shuffle == ZarrShuffle.Bytes && size > 1 ? [Of(prefix + "shuffle", ("elementsize", size))] : [];
        return options.Compression == ZarrCompression.None ? before : before.Add(Compressor(options, version, prefix));
    }

    private static ZarrCodecSpec Compressor(ZarrWriteOptions options, int version, string prefix) => options.Compression switch
    {
        ZarrCompression.Zlib => Of(prefix + "zlib", ("level", options.Level ?? 1)),
        ZarrCompression.Gzip => Of("gzip", ("level", options.Level ?? 1)),
        ZarrCompression.Bz2 => Of(prefix + "bz2", ("level", options.Level ?? 1)),
        ZarrCompression.Lz4 => Of(prefix + "lz4", ("acceleration", options.Level ?? 1)),
        ZarrCompression.Zstd when version == 3 => Of("zstd", ("level", options.Level ?? 1), ("checksum", false)),
        ZarrCompression.Zstd => Of("zstd", ("level", options.Level ?? 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Compression, "unknown compression"),
    };

    private static ZarrCodecSpec Blosc(ZarrWriteOptions options, int version, int size)
    {
        var shuffle = options.Shuffle ?? (size > 1 ? ZarrShuffle.Bytes : ZarrShuffle.None);
        var level = options.Level ?? 5;
        if (version == 2)
            return Of("blosc", ("cname", options.BloscCompressor), ("clevel", level), ("shuffle", (int)shuffle), ("blocksize", 0));
        var name = shuffle switch
        {
            ZarrShuffle.None => "noshuffle",
            ZarrShuffle.Bytes => "shuffle",
            _ => "bitshuffle",
        };
        return Of(
            "blosc", ("cname", options.BloscCompressor), ("clevel", level), ("shuffle", name), ("typesize", size), ("blocksize", 0));
    }

    private static bool IsOfBytes(ZarrCodecSpec codec, int version) =>
        ZarrCodecTable.Find(codec, version, new MetadataPlace("options", "Codecs")).Stage == CodecStage.Bytes;
}
