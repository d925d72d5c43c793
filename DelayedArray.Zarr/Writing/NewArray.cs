using System.Text.Json;

namespace DelayedArrays.Zarr;

/// <summary>Makes the metadata of a new array.</summary>
/// <param name="options">How to write the array.</param>
/// <param name="version">The version of Zarr: 2 or 3.</param>
/// <param name="location">Its location, for messages.</param>
internal sealed class NewArray(ZarrWriteOptions options, int version, ZarrLocation location)
{
    // Exceptions name the parameter that users know.
    private string Options => nameof(options);

    /// <summary>Makes the metadata.</summary>
    /// <exception cref="ArgumentException">Options contradict each other or do not fit the array.</exception>
    public ZarrArrayInfo Describe<T>(DelayedArray<T> array) where T : unmanaged
    {
        if (version is not (2 or 3))
            throw new ArgumentException($"version {version} of Zarr is not supported; expected 2 or 3", Options);
        var element = array.ElementType;
        var chunk = ChunkGrid.Suggest(array, options.Chunks);
        var outer = Outer(array.Shape, chunk);
        var info = new ZarrArrayInfo
        {
            Format = version,
            Shape = array.Shape,
            DataType = ZarrDataType.Of(element, version, options.IsBigEndian, array.Time),
            Grid = ZarrChunkGrid.Of(outer),
            Keys = new ZarrKeyEncoding(version == 3, Separator()),
            Codecs = [],
            FillValue = JsonPart.OfNumber(Fill<T>(options.FillValue, element)),
            Attributes = Attributes(array.Rank),
            DimensionNames = options.DimensionNames,
            Location = location,
        };
        return Checked(WithCodecs(info, chunk), element.Size());
    }

    private ZarrArrayInfo WithCodecs(ZarrArrayInfo info, Shape chunk)
    {
        var plan = new ZarrCodecPlan(options, version, info.DataType.Size);
        if (version == 3)
            return info with { Codecs = plan.ForV3(chunk) };
        (var filters, var compressor) = plan.ForV2();
        return info with { Codecs = filters, Compressor = compressor, IsFortranOrder = options.IsFortranOrder && info.Shape.Rank > 1 };
    }

    private ZarrArrayInfo Checked(ZarrArrayInfo info, int size)
    {
        try
        {
            var coding = ChunkCoding.Of(info);
            RequireLibraries(coding.Codec.Pipeline);
        }
        catch (ArrayFormatException problem)
        {
            throw new ArgumentException($"the array cannot be written with these options: {problem.Message}", Options, problem);
        }
        var outer = info.Grid.Regular!.Value;
        if (outer.Count > Array.MaxLength / 2 / size)
            throw new ArgumentException($"chunks of shape {outer} with elements of {size} bytes are too large to be written in one piece", Options);
        return info;
    }

    /// <summary>Checks that the codecs are available. A codec with a missing library throws, and says where to get it.</summary>
    private void RequireLibraries(CodecPipeline pipeline)
    {
        try
        {
            using var nothing = new EncodedBuffer();
            foreach (var missing in pipeline.Codecs.Where(codec => !codec.IsAvailable))
                missing.Encode([], nothing);
        }
        catch (CodecException problem)
        {
            throw new CodecException($"{location}: cannot be written: {problem.Message}", problem);
        }
    }

    private Shape Outer(Shape shape, Shape chunk)
    {
        if (options.Shards.IsEmpty)
            return chunk;
        if (version == 2)
            throw new ArgumentException("only Zarr 3 has shards, but the array would have version 2, which was requested or is that of the groups around it", Options);
        if (options.Chunks.IsEmpty)
            throw new ArgumentException("shards need the shape of the chunks inside", Options);
        if (options.Shards.Length != shape.Rank
            || options.Shards.Where((length, axis) => length < chunk[axis] || length % chunk[axis] != 0).Any())
        {
            throw new ArgumentException(
                $"shards of shape {string.Join(" x ", options.Shards)} are not multiples of chunks of shape {chunk}", Options);
        }
        return new Shape(options.Shards.AsSpan());
    }

    private char Separator() => options.Separator switch
    {
        null => version == 3 ? '/' : '.',
        '.' or '/' => options.Separator.Value,
        _ => throw new ArgumentException($"the separator '{options.Separator}' is not possible; expected '.' or '/'", Options),
    };

    private static T Fill<T>(object? value, ElementType element) where T : unmanaged
    {
        if (value is null)
            return default;
        var json = value switch
        {
            double number => JsonPart.OfNumber(number),
            float number => JsonPart.OfNumber(number),
            Half number => JsonPart.OfNumber(number),
            bool or sbyte or byte or short or ushort or int or uint or long or ulong => JsonSerializer.SerializeToElement(value),
            _ => throw new ArgumentException($"the fill value is a {value.GetType().Name}; expected a number or a boolean", nameof(value)),
        };
        try
        {
            return new JsonPart(json, new ZarrLocation("options", ""), "FillValue").Number<T>(ZarrDataType.Of(element, 3));
        }
        catch (ArrayFormatException problem)
        {
            throw new ArgumentException(problem.Message, nameof(value), problem);
        }
    }

    private JsonElement Attributes(int rank)
    {
        if (options.Attributes.ValueKind != JsonValueKind.Object)
            throw new ArgumentException("attributes are a JSON object", Options);
        if (options.DimensionNames.IsEmpty)
            return options.Attributes;
        if (options.DimensionNames.Length != rank)
            throw new ArgumentException($"{options.DimensionNames.Length} axes are named, but the array has {rank}", Options);
        if (version == 3)
            return options.Attributes;
        var members = options.Attributes.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        members[ZarrArrayInfo.V2DimensionsName] = JsonSerializer.SerializeToElement(options.DimensionNames.ToArray());
        return JsonSerializer.SerializeToElement(members);
    }
}
