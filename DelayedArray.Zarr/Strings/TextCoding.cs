using System.Text;

namespace DelayedArrays.Zarr;

/// <summary>How the strings of a chunk are stored.</summary>
/// <param name="Chunks">The byte codecs, the order of axes, and sharding.</param>
/// <param name="ElementSize">Bytes of an element; 0 for variable length.</param>
/// <param name="Parse">Parses the decoded bytes of a chunk.</param>
/// <param name="Fill">The value of elements that are not stored.</param>
internal sealed partial record TextCoding(ChunkCoding Chunks, int ElementSize, TextParser Parse, string Fill)
{
    // NumPy fills arrays of objects with 0, which here means an empty string.
    private const string NoText = "";

    /// <summary>The coding of an array or of one of its fields; null if it does not hold strings.</summary>
    public static TextCoding? Of(ZarrArrayInfo info, ZarrField? field)
    {
        var type = field?.Type ?? info.DataType;
        if (type.Class is ZarrTypeClass.Objects or ZarrTypeClass.Text or ZarrTypeClass.Bytes)
            return OfAnyLength(info);
        if (type.Class is not (ZarrTypeClass.FixedBytes or ZarrTypeClass.FixedText))
            return null;
        var chunks = ChunkCoding.Of(info);
        var isBigEndian = info.Format == 3 ? chunks.Codec.IsBigEndian : type.IsBigEndian;
        var texts = new FixedTexts(info.DataType.Size, field?.Offset ?? 0, type.Size, type.Class == ZarrTypeClass.FixedText, isBigEndian);
        if (info.DataType.Size == 0)
            return new TextCoding(chunks, 0, (_, count) => [.. Enumerable.Repeat("", count)], NoText);
        var fill = field is null ? FixedFill(info, texts) : FieldFill(info, texts, field);
        return new TextCoding(chunks, info.DataType.Size, texts.Parse, fill);
    }

    private static TextCoding OfAnyLength(ZarrArrayInfo info)
    {
        var fill = !info.Fill.IsString ? NoText
            : info.DataType.Class == ZarrTypeClass.Bytes && info.Fill.Value.TryGetBytesFromBase64(out var bytes) ? Encoding.UTF8.GetString(bytes)
            : info.Fill.Text();
        if (info.Format == 3)
            return new TextCoding(ChunkCoding.Of(info), 0, ParseVariable, fill);
        if (info.Codecs.IsEmpty)
            throw info.Location.Problem("holds objects without a filter that says how they are stored; expected vlen-utf8, vlen-bytes or categorize");
        var first = info.Codecs[0];
        var rest = ChunkCoding.Of(info with { Codecs = info.Codecs.RemoveAt(0) });
        TextParser parse = first.Name switch
        {
            "vlen-utf8" or "vlen-bytes" => ParseVariable,
            "categorize" => Categories.Of(first, info.Location).Parse,
            _ => throw info.Location.Problem($"the codec '{first.Name}' of objects is not supported; expected vlen-utf8, vlen-bytes or categorize"),
        };
        return new TextCoding(rest, 0, parse, fill);
    }

    private static string FieldFill(ZarrArrayInfo info, FixedTexts texts, ZarrField field)
    {
        if (info.Fill.IsObject)
            return info.Fill.Optional(field.Name)?.Text() ?? NoText;
        return info.Fill.Record(info.DataType.Size) is { } bytes ? texts.Parse(bytes, 1)[0] : NoText;
    }

    /// <summary>
    /// The fill value of strings of fixed length. For byte strings it is base64, possibly without its trailing zeros; for text it is the
    /// text itself. A value that cannot be base64 of a byte string that fits is taken literally.
    /// </summary>
    private static string FixedFill(ZarrArrayInfo info, FixedTexts texts)
    {
        if (!info.Fill.IsString)
            return NoText;
        if (info.DataType.Class != ZarrTypeClass.FixedBytes || !info.Fill.Value.TryGetBytesFromBase64(out var bytes)
            || bytes.Length > info.DataType.Size)
            return info.Fill.Text();
        Array.Resize(ref bytes, info.DataType.Size);
        return texts.Parse(bytes, 1)[0];
    }
}

/// <summary>Parses the decoded bytes of a chunk into strings.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="count">The required number of strings.</param>
/// <exception cref="CodecException">The number is wrong, or the bytes are damaged.</exception>
internal delegate string[] TextParser(ReadOnlySpan<byte> bytes, int count);
