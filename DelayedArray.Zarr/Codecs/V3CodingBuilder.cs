using System.Collections.Immutable;

namespace DelayedArrays.Zarr;

/// <summary>
/// Lays out the codecs of Zarr 3: transpositions and filters of elements, then <c>bytes</c> or <c>sharding_indexed</c>, then codecs
/// of bytes. Source: the Zarr 3 specification. Filters work on little-endian numbers; <c>bytes</c> swaps them afterwards.
/// </summary>
internal sealed partial class V3CodingBuilder(ZarrArrayInfo info)
{
    private const int MaxLevels = 4;
    private const long MaxIndexLength = 64 << 20;
    private const int MaxCodecs = 31;
    private readonly List<ShardLevel> _shards = [];
    private ImmutableArray<ZarrCodecSpec> _innermost;

    public ChunkCoding Build()
    {
        // Only shards use the shape. If chunks differ in shape, shards are refused.
        var chunk = info.Grid.Regular ?? new Shape([.. info.Grid.Runs.Select(_ => 1L)]);
        var codec = Chunk(info.Codecs, chunk, null);
        return new([.. _shards], codec, _innermost);
    }

    private ArrayFormatException Problem(string problem) => info.Location.Problem(problem);

    /// <summary>Makes the codec of the chunks in a shard, or of the array.</summary>
    /// <param name="specs">The codecs in the metadata.</param>
    /// <param name="shape">Shape of such a chunk, in the axes of the array.</param>
    /// <param name="order">The order of axes in the shards around; null for that of the array.</param>
    private ChunkCodec Chunk(ImmutableArray<ZarrCodecSpec> specs, Shape shape, int[]? order)
    {
        var codecs = ImmutableArray.CreateBuilder<IByteCodec>();
        var elements = CodecElements.Of(info.DataType);
        var isReshaped = false;
        var i = 0;
        for (; i < specs.Length && !IsToBytes(specs[i].Name); i++)
        {
            if (specs[i].Name == "reshape")
            {
                Reshape(specs[i], shape, order);
                isReshaped = true;
                continue;
            }
            if (specs[i].Name == "transpose")
            {
                // A filter that depends on neighbours would have to be undone before the transposition.
                if (codecs.Count > 0 || isReshaped)
                    throw Problem($"the codec 'transpose' after '{specs[i - 1].Name}' cannot be read here; expected it before filters");
                order = Compose(order, Order(specs[i]));
                continue;
            }
            codecs.Add(Create(specs[i], CodecStage.Elements, ref elements));
        }
        if (i == specs.Length)
            throw Problem("no codec turns elements into bytes; expected bytes or sharding_indexed");
        if (specs[i].Name == "sharding_indexed")
            return codecs.Count == 0 && !isReshaped && i == specs.Length - 1
                ? Shard(specs[i], shape, order)
                : throw Problem("the codec 'sharding_indexed' is combined with filters or codecs of bytes; expected it alone or after transpose");
        _innermost = specs;
        CheckType(specs[i].Name);
        var isBigEndian = IsBigEndian(specs[i], info.DataType.Class == ZarrTypeClass.FixedBytes ? 1 : elements.Size);
        if (isBigEndian && codecs.Count > 0)
            codecs.Add(new ByteSwapCodec(elements.Size));
        var isLeft = isBigEndian && codecs.Count == 0;
        foreach (var spec in specs.Skip(i + 1))
            codecs.Add(Create(spec, CodecStage.Bytes, ref elements));
        return new ChunkCodec(order, isLeft, new CodecPipeline(codecs.ToImmutable()));
    }

    private void Reshape(ZarrCodecSpec spec, Shape shape, int[]? order)
    {
        var stated = Part(spec).Member("shape");
        if (info.Grid.Regular is null)
            throw Problem("the codec 'reshape' in a rectilinear grid cannot be read here");
        CheckReshape(stated, order is null ? shape.ToArray() : [.. order.Select(axis => shape[axis])]);
    }

    private void CheckType(string codec)
    {
        var isAnyLength = codec is "vlen-utf8" or "vlen-bytes";
        if (isAnyLength != (info.DataType.Size == 0))
            throw Problem($"the codec '{codec}' cannot store elements of type {info.DataType}");
    }

    private ChunkCodec Shard(ZarrCodecSpec spec, Shape shape, int[]? order)
    {
        var configuration = Part(spec);
        if (info.Grid.Regular is null)
            throw Problem("shards in a rectilinear grid cannot be read here");
        var inner = InnerShape(configuration.Member("chunk_shape"), shape, order);
        (var index, var isBigEndian) = Index(configuration.Optional("index_codecs"));
        var isAtStart = configuration.Optional("index_location")?.Text("start", "end") == "start";
        var level = new ShardLevel(shape, inner, order, index, isBigEndian, isAtStart);
        if (level.Count > MaxIndexLength / ShardLevel.EntryLength)
            throw Problem($"shards of shape {shape} hold {level.Count} chunks; expected at most {MaxIndexLength / ShardLevel.EntryLength}");
        _shards.Add(level);
        if (_shards.Count > MaxLevels)
            throw Problem($"shards are nested more than {MaxLevels} times");
        ImmutableArray<ZarrCodecSpec> codecs = [.. configuration.Member("codecs").Items(MaxCodecs).Select(ZarrCodecSpec.FromV3)];
        return Chunk(codecs, inner, order);
    }

    private Shape InnerShape(JsonPart chunk, Shape shape, int[]? order)
    {
        var stated = ZarrChunkGrid.ShapeOf(chunk);
        if (stated.Rank != shape.Rank)
            throw chunk.Problem($"as many lengths as the array has axes ({shape.Rank})");
        var inner = new long[shape.Rank];
        for (var k = 0; k < inner.Length; k++)
        {
            var axis = order is null ? k : order[k];
            inner[axis] = stated[k] == 0 && info.Shape[axis] == 0 ? 1 : stated[k];
            if (inner[axis] == 0 || shape[axis] % inner[axis] != 0)
                throw chunk.Problem($"lengths that divide those of the shard ({shape})");
        }
        return new Shape(inner);
    }

    /// <summary>Makes the codecs of an index. Its stored length must be known in advance.</summary>
    private (CodecPipeline Codecs, bool IsBigEndian) Index(JsonPart? codecs)
    {
        var elements = new CodecElements(sizeof(ulong), false, ElementType.UInt64);
        if (codecs is null)
            return (new CodecPipeline([Create(ZarrCodecSpec.Of("crc32c"), CodecStage.Bytes, ref elements)]), false);
        ZarrCodecSpec[] specs = [.. codecs.Value.Items(MaxCodecs).Select(ZarrCodecSpec.FromV3)];
        if (specs.Length == 0 || specs[0].Name != "bytes")
            throw codecs.Value.Problem("bytes first");
        var checks = ImmutableArray.CreateBuilder<IByteCodec>();
        foreach (var spec in specs.Skip(1))
        {
            var check = Create(spec, CodecStage.Bytes, ref elements);
            checks.Add(check.IsChecksum
                ? check
                : throw Problem($"the codec '{spec.Name}' of a shard's index leaves its length unknown; expected a checksum"));
        }
        return (new CodecPipeline(checks.ToImmutable()), IsBigEndian(specs[0], sizeof(ulong)));
    }

    private IByteCodec Create(ZarrCodecSpec spec, CodecStage stage, ref CodecElements elements)
    {
        var codec = ZarrCodecTable.Find(spec, 3, info.Location);
        return codec.Stage == stage
            ? spec.Create(codec, info.Location, ref elements)
            : throw Problem($"the codec '{spec.Name}' is in a place for codecs of {(stage == CodecStage.Bytes ? "bytes" : "elements")}");
    }

    private int[] Order(ZarrCodecSpec spec)
    {
        var rank = info.Shape.Rank;
        var order = Part(spec).Member("order");
        if (order.IsString)
            return order.Text("C", "F") == "F" ? ChunkCoding.Reversed(rank) : [.. Enumerable.Range(0, rank)];
        int[] axes = [.. order.Items(Shape.MaximumRank).Select(axis => (int)axis.Whole(0, Shape.MaximumRank))];
        return axes.Order().SequenceEqual(Enumerable.Range(0, rank)) ? axes : throw order.Problem($"each of the {rank} axes once");
    }

    /// <summary>Composes two orders of axes; null if the result is C order.</summary>
    private static int[]? Compose(int[]? outer, int[] inner)
    {
        var order = outer is null ? inner : [.. inner.Select(axis => outer[axis])];
        return order.SequenceEqual(Enumerable.Range(0, order.Length)) ? null : order;
    }

    private bool IsBigEndian(ZarrCodecSpec spec, int size)
    {
        var configuration = Part(spec);
        if (configuration.Optional("endian") is { } endian)
            return endian.Text("little", "big") == "big" && size > 1;
        return size <= 1 ? false : throw Problem("the codec 'bytes' has no 'endian'; expected little or big");
    }

    private JsonPart Part(ZarrCodecSpec spec) => new(spec.Configuration, info.Location, spec.Name);

    private static bool IsToBytes(string name) => name is "bytes" or "sharding_indexed" or "vlen-utf8" or "vlen-bytes";
}
