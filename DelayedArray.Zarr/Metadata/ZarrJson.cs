using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays.Zarr;

/// <summary>Helpers for writing JSON.</summary>
internal static class ZarrJson
{
    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}"u8);

    /// <summary>Writes a document in ASCII. zarr-python 2 does not read other characters.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (Utf8JsonWriter json = new(bytes, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return Ascii.IsValid(bytes.WrittenSpan) ? bytes.WrittenSpan.ToArray() : Escaped(bytes.WrittenSpan);
    }

    /// <summary>Writes a member; null if its value is undefined.</summary>
    public static void WriteMember(this Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        if (value.ValueKind == JsonValueKind.Undefined)
            json.WriteNullValue();
        else
            json.WriteAsFound(value.ValueKind switch
            {
                JsonValueKind.Object => JsonObject.Create(value),
                JsonValueKind.Array => JsonArray.Create(value),
                _ => JsonValue.Create(value),
            });
    }

    /// <summary>Writes a value. Numbers that JSON lacks keep their original form.</summary>
    public static void WriteAsFound(this Utf8JsonWriter json, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members:
                json.WriteStartObject();
                foreach ((var name, var member) in members)
                {
                    json.WritePropertyName(name);
                    json.WriteAsFound(member);
                }
                json.WriteEndObject();
                break;
            case JsonArray items:
                json.WriteStartArray();
                foreach (var item in items)
                    json.WriteAsFound(item);
                json.WriteEndArray();
                break;
            case JsonValue one when one.TryGetValue(out JsonElement found) && BareNumbers.TryWrite(found, json):
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <summary>
    /// Escapes characters outside ASCII. They occur only in strings, where each UTF-16 unit may be written as a number.
    /// </summary>
    private static byte[] Escaped(ReadOnlySpan<byte> json)
    {
        var text = new StringBuilder(2 * json.Length);
        foreach (var unit in Encoding.UTF8.GetString(json))
        {
            if (char.IsAscii(unit))
                text.Append(unit);
            else
                text.Append("\\u").Append(((int)unit).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
