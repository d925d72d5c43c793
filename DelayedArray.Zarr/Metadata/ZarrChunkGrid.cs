using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays;

/// <summary>How an array is divided into chunks: all of one shape, or with separate edges along each axis.</summary>
public sealed record ZarrChunkGrid
{
    private const int MaxRuns = 1 << 20;

    private ZarrChunkGrid(Shape? regular, ImmutableArray<ImmutableArray<ChunkRun>> runs)
    {
        Regular = regular;
        Runs = runs;
    }

    /// <summary>The shape of every chunk, even at the edge of the array; null if chunks differ.</summary>
    public Shape? Regular { get; }

    /// <summary>If chunks differ, their lengths along each axis, which cover the axis.</summary>
    public ImmutableArray<ImmutableArray<ChunkRun>> Runs { get; }

    /// <summary>The chunks along an axis of the given length, which the grid was made for.</summary>
    public ChunkAxis Along(int axis, long length) =>
        Regular is { } chunk ? ChunkAxis.Regular(length, chunk[axis]) : ChunkAxis.Irregular(length, Runs[axis].AsSpan());

    /// <summary>Divides an array into chunks of one shape.</summary>
    public static ZarrChunkGrid Of(Shape chunk) => new(chunk, []);

    internal static ZarrChunkGrid FromV3(JsonPart grid, Shape shape)
    {
        (var name, var configuration) = grid.Extension();
        return name switch
        {
            "regular" => Of(ChunkShape(configuration.Member("chunk_shape"), shape)),
            "rectilinear" => Rectilinear(configuration, shape),
            _ => throw grid.Location.Problem($"the chunk grid '{name}' is not supported; expected regular or rectilinear"),
        };
    }

    /// <summary>Parses the shape of chunks and checks that it fits the array.</summary>
    internal static Shape ChunkShape(JsonPart chunks, Shape shape)
    {
        var chunk = ShapeOf(chunks);
        if (chunk.Rank != shape.Rank)
            throw chunks.Problem($"as many lengths as the array has axes ({shape.Rank})");
        var lengths = chunk.ToArray();
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            // Some programs write empty axes with empty chunks.
            if (lengths[axis] == 0 && shape[axis] > 0)
                throw chunks.Problem("lengths of at least 1");
            lengths[axis] = Math.Max(lengths[axis], 1);
        }
        return new Shape(lengths);
    }

    /// <summary>Parses a shape of any lengths. Its number of elements must fit in 63 bits.</summary>
    internal static Shape ShapeOf(JsonPart lengths)
    {
        long[] values = [.. lengths.Items(Shape.MaximumRank).Select(length => length.Whole(0, long.MaxValue))];
        try
        {
            return new Shape(values);
        }
        catch (ArgumentException problem)
        {
            throw lengths.Problem("lengths whose product fits in 63 bits", problem);
        }
    }

    internal void WriteV3(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Regular is null ? "rectilinear" : "regular");
        json.WriteStartObject("configuration");
        if (Regular is { } chunk)
        {
            json.WritePropertyName("chunk_shape");
            WriteLengths(json, chunk);
        }
        else
        {
            WriteRuns(json);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal static void WriteLengths(Utf8JsonWriter json, Shape lengths)
    {
        json.WriteStartArray();
        foreach (var length in lengths)
            json.WriteNumberValue(length);
        json.WriteEndArray();
    }

    private static ZarrChunkGrid Rectilinear(JsonPart configuration, Shape shape)
    {
        configuration.Member("kind").Text("inline");
        var axes = configuration.Member("chunk_shapes");
        JsonPart[] lists = [.. axes.Items(Shape.MaximumRank)];
        if (lists.Length != shape.Rank)
            throw axes.Problem($"as many lists as the array has axes ({shape.Rank})");
        return new(null, [.. lists.Select((list, axis) => AxisRuns(list, shape[axis]))]);
    }

    /// <summary>
    /// Parses the edges of one axis: one number for all chunks, or a list of numbers and of pairs of a number and its repetitions.
    /// </summary>
    private static ImmutableArray<ChunkRun> AxisRuns(JsonPart axis, long length)
    {
        if (!axis.IsArray)
        {
            var edge = axis.Whole(1, long.MaxValue);
            return length == 0 ? [] : [new ChunkRun(edge, ((length - 1) / edge) + 1)];
        }
        var runs = ImmutableArray.CreateBuilder<ChunkRun>();
        Int128 covered = 0;
        foreach (var item in axis.Items(MaxRuns))
        {
            JsonPart[] pair = item.IsArray ? [.. item.Items(2)] : [item];
            if (pair.Length == 0)
                throw item.Problem("a length, or a length and a count");
            var run = new ChunkRun(pair[0].Whole(1, long.MaxValue), pair.Length == 2 ? pair[1].Whole(1, long.MaxValue) : 1);
            covered += (Int128)run.Length * run.Count;
            runs.Add(run);
        }
        if (covered < length)
            throw axis.Problem($"lengths that cover the {length} elements of the axis, not {covered} of them");
        if (covered > long.MaxValue)
            throw axis.Problem("lengths whose sum fits in 63 bits");
        return runs.ToImmutable();
    }

    private void WriteRuns(Utf8JsonWriter json)
    {
        json.WriteString("kind", "inline");
        json.WriteStartArray("chunk_shapes");
        foreach (var runs in Runs)
        {
            json.WriteStartArray();
            foreach (var run in runs)
                WriteLengths(json, [run.Length, run.Count]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
