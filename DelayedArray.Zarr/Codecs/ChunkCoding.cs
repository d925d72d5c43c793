using System.Collections.Immutable;

namespace DelayedArrays.Zarr;

/// <summary>How the chunks of an array are encoded.</summary>
/// <param name="Shards">The levels of shards, outermost first; empty without sharding.</param>
/// <param name="Codec">The codec of the innermost chunks.</param>
/// <param name="Specs">The metadata of that codec.</param>
internal sealed record ChunkCoding(ShardLevel[] Shards, ChunkCodec Codec, ImmutableArray<ZarrCodecSpec> Specs)
{
    /// <summary>Makes the coding of an array with elements of a fixed size.</summary>
    /// <exception cref="ArrayFormatException">A codec is unknown or has impossible parameters, or they do not fit together.</exception>
    public static ChunkCoding Of(ZarrArrayInfo info)
    {
        try
        {
            return info.Format == 2 ? OfV2(info) : new V3CodingBuilder(info).Build();
        }
        catch (CodecException problem)
        {
            throw info.Location.Problem(problem.Message, problem);
        }
    }

    /// <summary>Lists the axes, the last one first.</summary>
    public static int[] Reversed(int rank) => [.. Enumerable.Range(0, rank).Reverse()];

    private static ChunkCoding OfV2(ZarrArrayInfo info)
    {
        var specs = info.Compressor is null ? info.Codecs : info.Codecs.Add(info.Compressor);
        var elements = CodecElements.Of(info.DataType);
        var codecs = ImmutableArray.CreateBuilder<IByteCodec>();
        foreach (var spec in specs)
            codecs.Add(spec.Create(ZarrCodecTable.Find(spec, 2, info.Location), info.Location, ref elements));
        var order = info.IsFortranOrder && info.Shape.Rank > 1 ? Reversed(info.Shape.Rank) : null;
        return new([], new ChunkCodec(order, info.DataType.IsBigEndian, new CodecPipeline(codecs.ToImmutable())), specs);
    }
}
