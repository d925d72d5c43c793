using System.Text.Encodings.Web;
using System.Text.Json;

namespace DelayedArrays.Zarr;

/// <summary>A part of a metadata document. It knows its own name, so that errors can refer to it.</summary>
/// <param name="Value">The JSON value.</param>
/// <param name="Location">The document that contains it.</param>
/// <param name="Name">Its name within the document.</param>
internal readonly partial record struct JsonPart(JsonElement Value, ZarrLocation Location, string Name)
{
    private const int ShownLength = 80;
    private static readonly JsonSerializerOptions OneLineOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsNull => Value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public bool IsObject => Value.ValueKind == JsonValueKind.Object;

    public bool IsArray => Value.ValueKind == JsonValueKind.Array;

    public bool IsString => Value.ValueKind == JsonValueKind.String;

    /// <summary>The error for an unexpected value.</summary>
    public ArrayFormatException Problem(string expected, Exception? inner = null) =>
        Location.Problem($"{Name} is {Shown}; expected {expected}", inner);

    public JsonPart Object() => IsObject ? this : throw Problem("an object");

    public string Text() => IsString ? Value.GetString()! : throw Problem("a string");

    public string Text(params ReadOnlySpan<string> choices)
    {
        var text = Text();
        return choices.Contains(text) ? text : throw Problem("one of " + string.Join(", ", choices!));
    }

    public bool Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Problem("true or false"),
    };

    public long Whole(long min, long max) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out var number) && number >= min && number <= max
            ? number
            : throw Problem(min == max ? $"{min}" : $"an integer from {min} to {max}");

    public double Number() => Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number)
        ? number
        : throw Problem("a number");

    /// <summary>The elements of an array, which may have at most a given number of them.</summary>
    public IEnumerable<JsonPart> Items(int max)
    {
        if (!IsArray)
            throw Problem("an array");
        if (Value.GetArrayLength() > max)
            throw Location.Problem($"{Name} has {Value.GetArrayLength()} elements; expected at most {max}");
        var whole = this;
        return Value.EnumerateArray().Select((item, i) => new JsonPart(item, whole.Location, $"{whole.Name}[{i}]"));
    }

    /// <summary>Gets a member of an object if it exists.</summary>
    public bool Has(string name, out JsonPart member)
    {
        member = default;
        if (!IsObject || !Value.TryGetProperty(name, out var value))
            return false;
        member = new JsonPart(value, Location, Name.Length == 0 ? name : $"{Name}.{name}");
        return true;
    }

    /// <summary>Gets a required member of an object.</summary>
    public JsonPart Member(string name)
    {
        if (Object().Has(name, out var member))
            return member;
        throw Location.Problem(Name.Length == 0 ? $"'{name}' is missing" : $"{Name} has no '{name}'");
    }

    /// <summary>Gets a member; null if it is absent or null.</summary>
    public JsonPart? Optional(string name) => Has(name, out var member) && !member.IsNull ? member : null;

    /// <summary>Gets a member that is an object; an empty one if it is absent or null.</summary>
    public JsonElement ObjectOrEmpty(string name) => Optional(name)?.Object().Value ?? ZarrJson.EmptyObject;

    /// <summary>Refuses members of an object that are not known, unless they say that a reader may ignore them.</summary>
    public void RefuseExtensions(ReadOnlySpan<string> known)
    {
        foreach (var member in Value.EnumerateObject())
        {
            if (!known.Contains(member.Name) && !new JsonPart(member.Value, Location, member.Name).MayBeIgnored())
                throw Location.Problem($"the extension '{member.Name}' is not supported, and the metadata do not say that it may be ignored");
        }
    }

    /// <summary>Splits an extension of Zarr 3 into its name and its configuration, which may be absent. An extension is an object with both, or a name alone.</summary>
    public (string Name, JsonPart Configuration) Extension()
    {
        var none = new JsonPart(default, Location, $"{Name}.configuration");
        if (IsString)
            return (Text(), none);
        if (!IsObject)
            throw Problem("a name, or an object with a name");
        return (Member("name").Text(), Optional("configuration")?.Object() ?? none);
    }

    /// <summary>Whether a reader that does not know this extension may ignore it.</summary>
    public bool MayBeIgnored() => IsObject && Has("must_understand", out var must) && !must.Flag();

    /// <summary>Formats a value on one line for messages. A document may spread it over many.</summary>
    public static string OneLine(JsonElement value) => JsonSerializer.Serialize(value, OneLineOptions);

    private string Shown
    {
        get
        {
            if (Value.ValueKind == JsonValueKind.Undefined)
                return "missing";
            var raw = OneLine(Value);
            return raw.Length > ShownLength ? raw[..ShownLength] + "..." : raw;
        }
    }
}
