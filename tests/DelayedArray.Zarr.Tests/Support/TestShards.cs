using System.Buffers.Binary;
using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Writes arrays of int32 in chunks and shards, one element at a time, as the specification words it.</summary>
internal sealed class TestShards(long[] shape, int[] values)
{
    /// <summary>The order of transposition within chunks; null for none.</summary>
    public int[]? Order { get; init; }

    public bool IsBigEndian { get; init; }

    public bool IndexAtStart { get; init; }

    /// <summary>Shapes of shards and chunks, from the outermost.</summary>
    public required long[][] Levels { get; init; }

    /// <summary>Which innermost chunks are left out, by their origins.</summary>
    public Func<long[], bool> IsLeftOut { get; init; } = _ => false;

    /// <summary>In which order a shard holds its chunks: as indexed, or as this says.</summary>
    public Random? StorageOrder { get; init; }

    /// <summary>Bytes of no use behind each innermost chunk.</summary>
    public int Gap { get; init; }

    /// <summary>What elements not stored read as.</summary>
    public int Fill { get; init; }

    /// <summary>The values as they read.</summary>
    public int[] Expected()
    {
        int[] expected = [.. values];
        foreach (var index in Indices(shape))
        {
            long[] origin = [.. index.Select((i, axis) => i / Levels[^1][axis] * Levels[^1][axis])];
            if (IsLeftOut(origin))
                expected[Number(index)] = Fill;
        }
        return expected;
    }

    public MemoryZarrStore Write()
    {
        var store = MemoryCopies.Of(("zarr.json", Metadata()));
        long[] grid = [.. shape.Select((length, axis) => (length + Levels[0][axis] - 1) / Levels[0][axis])];
        foreach (var chunk in Indices(grid))
        {
            long[] origin = [.. chunk.Select((i, axis) => i * Levels[0][axis])];
            if (Encode(0, origin) is { } bytes)
                store.Write(new StoreKey("c/" + string.Join('/', chunk)), bytes);
        }
        return store;
    }

    /// <summary>All indices of a shape in C order.</summary>
    public static IEnumerable<long[]> Indices(long[] shape)
    {
        var count = shape.Aggregate(1L, (product, length) => product * length);
        for (long number = 0; number < count; number++)
        {
            var index = new long[shape.Length];
            var rest = number;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            yield return index;
        }
    }

    private byte[]? Encode(int level, long[] origin)
    {
        if (level == Levels.Length - 1)
            return IsLeftOut(origin) ? null : Chunk(origin);
        long[] grid = [.. Levels[level].Select((length, axis) => length / Levels[level + 1][axis])];
        var index = new byte[16 * grid.Aggregate(1L, (product, length) => product * length)];
        index.AsSpan().Fill(0xFF);
        var indexLength = index.Length + 4;
        List<byte> data = [];
        (long[] Inside, int Position)[] chunks = [.. Indices(grid).Select((inside, i) => (inside, 16 * i))];
        StorageOrder?.Shuffle(chunks);
        foreach ((var inside, var position) in chunks)
        {
            var part = Encode(level + 1, [.. origin.Select((start, axis) => start + (inside[axis] * Levels[level + 1][axis]))]);
            if (part is not null)
            {
                BinaryPrimitives.WriteInt64LittleEndian(index.AsSpan(position), data.Count + (IndexAtStart ? indexLength : 0));
                BinaryPrimitives.WriteInt64LittleEndian(index.AsSpan(position + 8), part.Length);
                data.AddRange(part);
                data.AddRange(new byte[level == Levels.Length - 2 ? Gap : 0]);
            }
        }
        if (data.Count == 0)
            return null;
        var checksum = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32C.Compute(index));
        return IndexAtStart ? [.. index, .. checksum, .. data] : [.. data, .. index, .. checksum];
    }

    private byte[] Chunk(long[] origin)
    {
        var chunk = Levels[^1];
        var order = Order ?? [.. Enumerable.Range(0, shape.Length)];
        List<byte> bytes = [];
        var number = new byte[4];
        foreach (var stored in Indices([.. order.Select(axis => chunk[axis])]))
        {
            long[] index = [.. origin];
            for (var k = 0; k < order.Length; k++)
                index[order[k]] += stored[k];
            var value = index.Select((i, axis) => i < shape[axis]).All(inside => inside) ? values[Number(index)] : -1;
            if (IsBigEndian)
                BinaryPrimitives.WriteInt32BigEndian(number, value);
            else
                BinaryPrimitives.WriteInt32LittleEndian(number, value);
            bytes.AddRange(number);
        }
        return [.. bytes];
    }

    private long Number(long[] index) => index.Select((i, axis) => (i, axis)).Aggregate(0L, (number, next) => (number * shape[next.axis]) + next.i);

    private string Metadata()
    {
        StringBuilder codecs = new();
        if (Order is not null)
            codecs.Append($$"""{"name":"transpose","configuration":{"order":[{{string.Join(',', Order)}}]} },""");
        codecs.Append($$"""{"name":"bytes","configuration":{"endian":"{{(IsBigEndian ? "big" : "little")}}"} }""");
        var text = codecs.ToString();
        var location = IndexAtStart ? "start" : "end";
        foreach (var inner in Levels.Skip(1).Reverse())
        {
            text = $$"""
                {"name":"sharding_indexed","configuration":{"chunk_shape":[{{string.Join(',', inner)}}],"codecs":[{{text}}],
                 "index_codecs":[{"name":"bytes","configuration":{"endian":"little"} },"crc32c"],"index_location":"{{location}}"} }
                """;
        }
        return $$"""
            {"zarr_format":3,"node_type":"array","shape":[{{string.Join(',', shape)}}],"data_type":"int32","fill_value":{{Fill}},
             "chunk_grid":{"name":"regular","configuration":{"chunk_shape":[{{string.Join(',', Levels[0])}}]} },
             "chunk_key_encoding":"default","codecs":[{{text}}]}
            """;
    }
}
