using System.Buffers;
using System.Text;
using System.Text.Json;

namespace DelayedArrays.Zarr;

/// <summary>
/// Handles the words NaN, Infinity and -Infinity outside of strings, which Python's JSON allows. They are read as strings whose first
/// character is escaped. No other program escapes it, so the words are recognised when they are written again.
/// </summary>
internal static class BareNumbers
{
    private static readonly (byte[] Bare, byte[] Quoted)[] Words =
        [.. ((string[])["-Infinity", "Infinity", "NaN"]).Select(word => (Encoding.ASCII.GetBytes(word), Encoding.ASCII.GetBytes(Escaped(word))))];

    /// <summary>Turns such words in a document into strings; null if there are none.</summary>
    public static byte[]? Quoted(ReadOnlySpan<byte> json)
    {
        var result = new ArrayBufferWriter<byte>(json.Length + 64);
        var inString = false;
        var found = false;
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (!inString && WordAt(json[i..]) is { } word)
            {
                found = true;
                result.Write(Words[word].Quoted);
                i += Words[word].Bare.Length - 1;
                continue;
            }
            if (inString && b == '\\' && i + 1 < json.Length)
            {
                result.Write(json.Slice(i, 2));
                i++;
                continue;
            }
            inString ^= b == '"';
            result.Write([b]);
        }
        return found ? result.WrittenSpan.ToArray() : null;
    }

    /// <summary>Writes a value in its original form if it was such a word.</summary>
    /// <returns>Whether it was.</returns>
    public static bool TryWrite(JsonElement value, Utf8JsonWriter json)
    {
        if (value.ValueKind != JsonValueKind.String)
            return false;
        var text = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value);
        foreach ((var bare, var quoted) in Words)
        {
            if (!text.SequenceEqual(quoted))
                continue;
            json.WriteRawValue(bare, skipInputValidation: true);
            return true;
        }
        return false;
    }

    private static string Escaped(string word) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"\\u{(int)word[0]:x4}{word[1..]}\"");

    private static int? WordAt(ReadOnlySpan<byte> json)
    {
        if (json[0] is not ((byte)'-' or (byte)'I' or (byte)'N'))
            return null;
        for (var i = 0; i < Words.Length; i++)
        {
            if (json.StartsWith(Words[i].Bare))
                return i;
        }
        return null;
    }
}
