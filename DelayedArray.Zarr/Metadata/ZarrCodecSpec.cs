using System.Text.Json;

namespace DelayedArrays;

/// <summary>A codec in an array's metadata.</summary>
/// <param name="Name">Its name in Zarr 3, its id in Zarr 2.</param>
/// <param name="Configuration">Its parameters: an object, or undefined if it has none. In Zarr 2 the object includes the id.</param>
public sealed record ZarrCodecSpec(string Name, JsonElement Configuration)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Describes a codec with the given parameters.</summary>
    internal static ZarrCodecSpec Of(string name, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var configuration = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach ((var parameter, var value) in parameters)
            configuration[parameter] = value;
        return new(name, configuration.Count == 0 ? default : JsonSerializer.SerializeToElement(configuration));
    }

    internal static ZarrCodecSpec FromV2(JsonPart codec) => new(codec.Member("id").Text(), codec.Value);

    internal static ZarrCodecSpec FromV3(JsonPart codec)
    {
        (var name, var configuration) = codec.Extension();
        return new(name, configuration.Value);
    }

    /// <summary>Makes the codec.</summary>
    /// <param name="codec">The entry of this name in <see cref="ZarrCodecTable"/>.</param>
    /// <param name="location">Where the metadata are, for messages.</param>
    /// <param name="elements">The elements the codec receives; on return, those it produces.</param>
    internal IByteCodec Create(ZarrCodec codec, ZarrLocation location, ref CodecElements elements)
    {
        var created = codec.Create(new CodecArguments(new JsonPart(Configuration, location, Name), elements));
        if (created is IElementCodec filter)
            elements = filter.Encoded;
        return created;
    }

    internal void WriteV2(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Name);
        if (Configuration.ValueKind == JsonValueKind.Object)
        {
            foreach (var parameter in Configuration.EnumerateObject().Where(parameter => parameter.Name != "id"))
                parameter.WriteTo(json);
        }
        json.WriteEndObject();
    }

    internal void WriteV3(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        if (Configuration.ValueKind == JsonValueKind.Object)
        {
            json.WritePropertyName("configuration");
            Configuration.WriteTo(json);
        }
        json.WriteEndObject();
    }
}
