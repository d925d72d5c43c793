using System.Text.Json;
using System.Text.Unicode;

namespace DelayedArrays.Zarr;

// Documents are not trusted, so their depth is limited.
internal readonly partial record struct JsonPart
{
    private const int MaxDepth = 64;

    /// <summary>Parses a document, which must be an object.</summary>
    public static JsonPart Parse(ReadOnlyMemory<byte> bytes, ZarrLocation location)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (bytes.Span.StartsWith(mark))
            bytes = bytes[mark.Length..];
        var options = new JsonDocumentOptions { MaxDepth = MaxDepth, AllowTrailingCommas = false };
        try
        {
            using var document = Document(bytes, options);
            var part = new JsonPart(document.RootElement.Clone(), location, "");
            return part.IsObject ? part : (part with { Name = "the document" }).Object();
        }
        catch (JsonException problem)
        {
            throw location.Problem($"is not a JSON document of at most {MaxDepth} levels: {problem.Message}", problem);
        }
    }

    /// <summary>
    /// Parses a document. Python writes numbers that JSON lacks as bare words; only a document that is not valid JSON is searched for
    /// them.
    /// </summary>
    private static JsonDocument Document(ReadOnlyMemory<byte> bytes, JsonDocumentOptions options)
    {
        try
        {
            return Checked(bytes, options);
        }
        catch (JsonException) when (BareNumbers.Quoted(bytes.Span) is { } quoted)
        {
            return Checked(quoted, options);
        }
    }

    /// <summary>Parses a document and decodes its strings. Invalid Unicode would otherwise fail only when a string is used.</summary>
    private static JsonDocument Checked(ReadOnlyMemory<byte> bytes, JsonDocumentOptions options)
    {
        if (bytes.Span.IndexOf("\\u"u8) >= 0 || !Utf8.IsValid(bytes.Span))
            CheckTexts(bytes.Span);
        return JsonDocument.Parse(bytes, options);
    }

    private static void CheckTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException problem)
            {
                throw new JsonException($"the text at byte {reader.TokenStartIndex} is not valid Unicode", problem);
            }
        }
    }
}
