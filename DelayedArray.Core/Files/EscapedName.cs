using System.Buffers;
using System.Globalization;
using System.Text;

namespace DelayedArrays;

/// <summary>
/// Converts names in files to single lines of text and back. Names are bytes, mostly UTF-8. Bytes that are not valid UTF-8, and those of
/// control characters and line separators, are escaped, as in <c>\xE9</c>. A backslash that would start such an escape becomes
/// <c>\x5C</c>. Each name thus has a text of its own, which converts back to it.
/// </summary>
public static class EscapedName
{
    private const int EscapeLength = 4;

    /// <summary>Escapes a name.</summary>
    public static string FromBytes(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(name.Length);
        for (var rest = name; rest.Length > 0;)
        {
            var isText = Rune.DecodeFromUtf8(rest, out var rune, out var length) == OperationStatus.Done;
            if (isText && !EndsLine(rune) && !IsEscape(rest))
                text.Append(rune);
            else
                Escape(rest[..length], text);
            rest = rest[length..];
        }
        return text.ToString();
    }

    /// <summary>Gives the name that an escaped text stands for.</summary>
    public static byte[] ToBytes(string text)
    {
        if (!text.Contains(@"\x", StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(text);
        var name = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var isEscape = IsEscape(name.AsSpan(i));
            name[length++] = isEscape ? byte.Parse(name.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : name[i];
            if (isEscape)
                i += EscapeLength - 1;
        }
        return name[..length];
    }

    /// <summary>Escapes a name that is already text.</summary>
    public static string FromText(string name) => FromBytes(Encoding.UTF8.GetBytes(name));

    /// <summary>
    /// Gives the name that an escaped text stands for, as text. Bytes that are not valid UTF-8 become replacement characters.
    /// </summary>
    public static string ToText(string text) => Encoding.UTF8.GetString(ToBytes(text));

    private static bool EndsLine(Rune rune) => Rune.IsControl(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsEscape(ReadOnlySpan<byte> text) => text.Length >= EscapeLength && text[0] == '\\' && text[1] == 'x'
        && char.IsAsciiHexDigit((char)text[2]) && char.IsAsciiHexDigit((char)text[3]);

    private static void Escape(ReadOnlySpan<byte> bytes, StringBuilder text)
    {
        foreach (var value in bytes)
            text.Append(CultureInfo.InvariantCulture, $@"\x{value:X2}");
    }
}
