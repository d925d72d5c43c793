using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace DelayedArrays.Zarr;

/// <summary>Reads JSON documents of a store. Since they are not trusted, their length and depth are limited.</summary>
internal static class MetadataFile
{
    /// <summary>The most bytes for the metadata of one array or group.</summary>
    public const long MostBytes = 16 << 20;

    /// <summary>The most bytes for consolidated metadata, and for a Zarr 3 group, which may contain them.</summary>
    public const long MostConsolidatedBytes = 64 << 20;

    private const int MostDepth = 64;

    /// <summary>Whether this is the name of a document that defines an array or a group. Such a document is written last.</summary>
    public static bool IsDocument(string name) => name is V3Metadata.Name or V2Metadata.ArrayName or V2Metadata.GroupName;

    /// <summary>Whether this is the name of a document that readers look for as one of several alternatives.</summary>
    public static bool IsLookedFor(string name) => IsDocument(name) || name is V2Metadata.ConsolidatedName;

    /// <summary>Whether this is the name of a document, which no array or group may have.</summary>
    public static bool IsReserved(string name) => IsDocument(name) || name is V2Metadata.AttributesName or V2Metadata.ConsolidatedName;

    /// <summary>Reads a document if it exists.</summary>
    /// <exception cref="ArrayFormatException">The document is too long, or is not a JSON object.</exception>
    public static JsonPart? TryRead(ZarrStore store, StoreKey key, long limit, CancellationToken cancellation)
    {
        var bytes = new ArrayBufferWriter<byte>();
        if (!store.TryRead(key, ByteRange.All, limit, bytes, cancellation))
            return null;
        return Parse(bytes.WrittenMemory, new ZarrLocation(store.Location, key.Path));
    }

    /// <summary>The error for a missing array or group.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">Where it was expected.</param>
    /// <param name="what">What was expected.</param>
    /// <param name="names">The documents of which one would define it.</param>
    public static ArrayFormatException Missing(ZarrStore store, StoreKey key, string what, params string[] names)
    {
        var problem = $"there is no {what}; expected {string.Join(" or ", names)}";
        if (store.Doubt([.. names.Select(name => key / name)]) is { } doubt)
            problem += "; " + doubt;
        else if (key.IsRoot && store.Contents() is { } contents)
            problem += $"; there are {contents}";
        return new ArrayFormatException(store.Location, key.Path, problem);
    }

    /// <summary>Parses a document, which must be an object.</summary>
    public static JsonPart Parse(ReadOnlyMemory<byte> bytes, ZarrLocation location)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (bytes.Span.StartsWith(mark))
            bytes = bytes[mark.Length..];
        var options = new JsonDocumentOptions { MaxDepth = MostDepth, AllowTrailingCommas = false };
        try
        {
            using var document = Document(bytes, options);
            var part = new JsonPart(document.RootElement.Clone(), location, "");
            return part.IsObject ? part : (part with { Name = "the document" }).Object();
        }
        catch (JsonException problem)
        {
            throw location.Problem($"is no JSON document of at most {MostDepth} levels: {problem.Message}", problem);
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
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
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
                throw new JsonException($"the text at byte {reader.TokenStartIndex} is no Unicode", problem);
            }
        }
    }
}
