using System.Text.Json;

namespace DelayedArrays;

/// <summary>A codec as metadata name it.</summary>
/// <param name="Name">Its name in Zarr 3, its id in Zarr 2.</param>
/// <param name="Configuration">Its parameters: an object, or undefined where there are none. In Zarr 2 the id is among them.</param>
public sealed record ZarrCodecSpec(string Name, JsonElement Configuration)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal static ZarrCodecSpec FromV2(JsonPart codec) => new(codec.Member("id").Text(), codec.Value);

    internal static ZarrCodecSpec FromV3(JsonPart codec)
    {
        (var name, var configuration) = Extension.Split(codec);
        return new(name, configuration.Value);
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
