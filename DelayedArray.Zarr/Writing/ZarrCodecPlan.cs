using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays.Zarr;

/// <summary>The requested codecs, in the terms of one version of Zarr.</summary>
/// <param name="options">The options.</param>
/// <param name="version">2 or 3.</param>
/// <param name="size">Bytes of an element.</param>
internal sealed class ZarrCodecPlan(ZarrWriteOptions options, int version, int size)
{
    private ImmutableArray<ZarrCodecSpec> Codecs => options.Codecs ?? Chosen();

    /// <summary>Filters and compressor of Zarr 2.</summary>
    public (ImmutableArray<ZarrCodecSpec> Filters, ZarrCodecSpec? Compressor) ForV2()
    {
        var codecs = Codecs;
        var hasCompressor = codecs.Length > 0 && IsOfBytes(codecs[^1]);
        return hasCompressor ? (codecs[..^1], codecs[^1]) : (codecs, null);
    }

    /// <summary>All codecs of Zarr 3.</summary>
    public ImmutableArray<ZarrCodecSpec> ForV3(Shape chunk)
    {
        var codecs = Codecs;
        if (codecs.All(codec => codec.Name is not ("bytes" or "sharding_indexed")))
        {
            var first = codecs.TakeWhile(codec => !IsOfBytes(codec)).Count();
            // If metadata state the other order, some readers swap even single bytes.
            codecs = codecs.Insert(first, ZarrCodecSpec.Of("bytes", ("endian", options.IsBigEndian && size > 1 ? "big" : "little")));
        }
        if (options.IsFortranOrder && chunk.Rank > 1)
            codecs = codecs.Insert(0, ZarrCodecSpec.Of("transpose", ("order", ChunkCoding.Reversed(chunk.Rank))));
        return options.Shards.IsEmpty ? codecs : [Sharding(chunk, codecs)];
    }

    private static ZarrCodecSpec Sharding(Shape chunk, ImmutableArray<ZarrCodecSpec> codecs) => ZarrCodecSpec.Of(
        "sharding_indexed",
        ("chunk_shape", chunk.ToArray()),
        ("codecs", List(codecs)),
        ("index_codecs", List([ZarrCodecSpec.Of("bytes", ("endian", "little")), ZarrCodecSpec.Of("crc32c")])),
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

    private ImmutableArray<ZarrCodecSpec> Chosen()
    {
        var table = ZarrCodecTable.Shared(version);
        var chosen = table.Choose(options.Compression);
        var shufflesItself = chosen is { Codec.ShufflesItself: true };
        var shuffle = options.Shuffle ?? (shufflesItself && size > 1 ? CodecShuffle.Bytes : CodecShuffle.None);
        if (shuffle == CodecShuffle.Bits && !shufflesItself)
            throw new ArgumentException("bits are shuffled within Blosc only", nameof(options));
        var choice = new CodecChoice { Variant = chosen?.Variant ?? "", Level = options.Level, Shuffle = shuffle, ElementSize = size };
        ImmutableArray<ZarrCodecSpec> codecs = [];
        if (shuffle == CodecShuffle.Bytes && !shufflesItself && size > 1)
            codecs = [Spec(table.All.First(codec => codec.Codec == ShuffleCodec.Entry).Form, choice)];
        return chosen is { } compressor ? codecs.Add(Spec(compressor.Form, choice)) : codecs;
    }

    private static ZarrCodecSpec Spec(ZarrCodecForm form, CodecChoice choice) => ZarrCodecSpec.Of(form.Id, form.Write!(choice).AsSpan());

    private bool IsOfBytes(ZarrCodecSpec codec) =>
        ZarrCodecTable.Find(codec, version, new ZarrLocation("options", "Codecs")).Stage == CodecStage.Bytes;
}
