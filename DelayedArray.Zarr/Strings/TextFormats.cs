using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace DelayedArrays.Zarr;

/// <summary>
/// Strings of variable length. The layout is a count of 4 bytes, then for each string a length of 4 bytes and its bytes, all
/// little-endian. Source: numcodecs' vlen-utf8 and vlen-bytes.
/// </summary>
internal static class VariableTexts
{
    private const string Name = "vlen-utf8";

    public static string[] Parse(ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length < sizeof(uint))
            throw CodecException.Truncated(Name, "the number of texts", sizeof(uint), bytes.Length);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (stated != (uint)count)
            throw CodecException.Decoding(Name, $"the chunk states {stated} texts, where {count} are expected");
        if (bytes.Length < sizeof(uint) * (1L + count))
            throw CodecException.Truncated(Name, "the lengths of texts", sizeof(uint) * (1L + count), bytes.Length);
        var texts = new string[count];
        bytes = bytes[sizeof(uint)..];
        for (var i = 0; i < count; i++)
        {
            var length = bytes.Length < sizeof(uint) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (length > (uint)Math.Max(bytes.Length - sizeof(uint), 0))
                throw CodecException.Truncated(Name, $"text {i}", length, Math.Max(bytes.Length - sizeof(uint), 0));
            texts[i] = length == 0 ? "" : Encoding.UTF8.GetString(bytes.Slice(sizeof(uint), (int)length));
            bytes = bytes[(sizeof(uint) + (int)length)..];
        }
        return texts;
    }

    /// <summary>Encodes strings.</summary>
    public static byte[] Format(ReadOnlySpan<string> texts)
    {
        long length = sizeof(uint);
        foreach (var text in texts)
            length += sizeof(uint) + Encoding.UTF8.GetByteCount(text);
        if (length > Array.MaxLength)
            throw CodecException.Encoding(Name, $"the texts take {length} bytes, more than one buffer holds");
        var bytes = new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, texts.Length);
        var position = sizeof(uint);
        foreach (var text in texts)
        {
            var written = Encoding.UTF8.GetBytes(text, bytes.AsSpan(position + sizeof(uint)));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(position), written);
            position += sizeof(uint) + written;
        }
        return bytes;
    }

    /// <summary>Parses elements of zero bytes.</summary>
    public static string[] None(ReadOnlySpan<byte> bytes, int count)
    {
        var texts = new string[count];
        Array.Fill(texts, "");
        return texts;
    }
}

/// <summary>Strings of fixed length, padded with zeros. They are bytes, read as UTF-8, or UTF-32.</summary>
/// <param name="stride">Bytes from the start of one string to the start of the next.</param>
/// <param name="offset">Where the first string starts.</param>
/// <param name="size">Bytes of each string.</param>
/// <param name="isUtf32">Whether the strings are UTF-32.</param>
/// <param name="isBigEndian">The byte order of UTF-32.</param>
internal sealed class FixedTexts(int stride, int offset, int size, bool isUtf32, bool isBigEndian)
{
    public string[] Parse(ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length != (long)count * stride)
            throw CodecException.Decoding("texts", $"{bytes.Length} bytes came out, where {(long)count * stride} are expected");
        var texts = new string[count];
        var builder = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var text = bytes.Slice((i * stride) + offset, size);
            texts[i] = isUtf32 ? Utf32(text, builder.Clear()) : Encoding.UTF8.GetString(text.TrimEnd((byte)0));
        }
        return texts;
    }

    private string Utf32(ReadOnlySpan<byte> text, StringBuilder builder)
    {
        var zeros = 0;
        for (var i = 0; i < text.Length; i += sizeof(uint))
        {
            var point = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(text[i..]) : BinaryPrimitives.ReadUInt32LittleEndian(text[i..]);
            if (point == 0)
            {
                zeros++;
                continue;
            }
            builder.Append('\0', zeros);
            zeros = 0;
            builder.Append(Rune.TryCreate(point, out var rune) ? rune : Rune.ReplacementChar);
        }
        return builder.ToString();
    }
}

/// <summary>Strings stored as indices into a list of labels, starting at 1; 0 means none. Source: numcodecs' categorize.</summary>
internal sealed class Categories(ImmutableArray<string> labels, ZarrDataType codes)
{
    private const int MostLabels = 1 << 20;

    public static Categories Of(ZarrCodecSpec spec, ZarrLocation location)
    {
        var parameters = new JsonPart(spec.Configuration, location, spec.Name);
        ImmutableArray<string> labels = [.. parameters.Member("labels").Items(MostLabels).Select(label => label.Text())];
        var type = parameters.Optional("astype") ?? new JsonPart(System.Text.Json.JsonSerializer.SerializeToElement("|u1"), location, "astype");
        var codes = ZarrDataType.OfNumbers(type);
        return codes.Element is ElementType.Boolean || codes.Element!.Value.IsFloat() ? throw type.Problem("a type of integers") : new(labels, codes);
    }

    public string[] Parse(ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length != (long)count * codes.Size)
            throw CodecException.Decoding("categorize", $"{bytes.Length} bytes came out, where {(long)count * codes.Size} are expected");
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            var code = Code(bytes.Slice(i * codes.Size, codes.Size));
            texts[i] = code == 0 ? ""
                : code <= (ulong)labels.Length ? labels[(int)code - 1]
                : throw CodecException.Decoding("categorize", $"element {i} has the code {code}; there are {labels.Length} labels");
        }
        return texts;
    }

    private ulong Code(ReadOnlySpan<byte> bytes)
    {
        ulong code = 0;
        for (var i = 0; i < bytes.Length; i++)
            code = (code << 8) | bytes[codes.IsBigEndian ? i : bytes.Length - 1 - i];
        return code;
    }
}
