using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>Makes the codecs of an array's chunks from its metadata.</summary>
internal static class ChunkCodings
{
    /// <summary>The codecs of an array whose elements have a fixed size.</summary>
    /// <exception cref="ArrayFormatException">A codec is unknown or has impossible parameters, or they do not fit together.</exception>
    public static ChunkCoding Of(ZarrArrayInfo info)
    {
        try
        {
            return info.Format == 2 ? new([], OfV2(info), SpecsV2(info)) : new V3CodingBuilder(info).Build();
        }
        catch (CodecException problem)
        {
            throw info.Place.Problem(problem.Message, problem);
        }
    }

    /// <summary>The last axis first.</summary>
    public static int[] Reversed(int rank) => [.. Enumerable.Range(0, rank).Reverse()];

    /// <summary>Makes one codec.</summary>
    public static IByteCodec Create(ZarrCodecEntry entry, ZarrCodecSpec codec, MetadataPlace place, ref CodecElements elements)
    {
        var created = entry.Create(new CodecArguments(new JsonPart(codec.Configuration, place, codec.Name), elements));
        if (created is IElementCodec filter)
            elements = filter.Encoded;
        return created;
    }

    private static ImmutableArray<ZarrCodecSpec> SpecsV2(ZarrArrayInfo info) => info.Compressor is null ? info.Codecs : info.Codecs.Add(info.Compressor);

    private static ChunkCodec OfV2(ZarrArrayInfo info)
    {
        var elements = CodecElements.Of(info.DataType);
        var codecs = ImmutableArray.CreateBuilder<IByteCodec>();
        foreach (var codec in SpecsV2(info))
            codecs.Add(Create(ZarrCodecTable.Find(codec, 2, info.Place), codec, info.Place, ref elements));
        var order = info.IsFortranOrder && info.Shape.Rank > 1 ? Reversed(info.Shape.Rank) : null;
        return new ChunkCodec(order, info.DataType.IsBigEndian, new CodecPipeline(codecs.ToImmutable()));
    }
}
