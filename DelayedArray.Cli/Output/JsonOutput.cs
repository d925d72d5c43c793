using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DelayedArrays;

/// <summary>
/// Writes JSON without loss of precision. Numbers have their shortest form that parses to the same value; NaN and infinities are strings.
/// </summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object on one line.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> content)
    {
        using (var writer = new Utf8JsonWriter(new TextBuffer(output), Options))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }
        output.WriteLine();
    }

    public static void Lengths(this Utf8JsonWriter writer, string name, IEnumerable<long>? lengths)
    {
        writer.WritePropertyName(name);
        if (lengths is null)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartArray();
        foreach (var length in lengths)
            writer.WriteNumberValue(length);
        writer.WriteEndArray();
    }

    public static void Texts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>Writes values in C order as nested lists.</summary>
    /// <param name="writer">Receives the lists.</param>
    /// <param name="values">The values.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="time">The kind of dates or durations, which are written as strings; null for plain numbers.</param>
    public static void Nested<T>(this Utf8JsonWriter writer, ReadOnlySpan<T> values, ReadOnlySpan<long> shape, TimeType? time = null)
    {
        if (shape.IsEmpty)
        {
            if (time is { } type && values[0] is long ticks)
                writer.WriteStringValue(type.Format(ticks));
            else
                writer.Value(values[0]);
            return;
        }
        writer.WriteStartArray();
        var stride = shape[0] == 0 ? 0 : values.Length / (int)shape[0];
        for (var i = 0; i < shape[0]; i++)
            writer.Nested(values.Slice(i * stride, stride), shape[1..], time);
        writer.WriteEndArray();
    }

    public static void Value<T>(this Utf8JsonWriter writer, T value)
    {
        switch (value)
        {
            case bool boolean:
                writer.WriteBooleanValue(boolean);
                break;
            case double or float or Half when !double.IsFinite(Convert.ToDouble(value is Half half ? (float)half : value, CultureInfo.InvariantCulture)):
                var number = Convert.ToDouble(value is Half small ? (float)small : value, CultureInfo.InvariantCulture);
                writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case IFormattable formattable:
                writer.WriteRawValue(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }
}
