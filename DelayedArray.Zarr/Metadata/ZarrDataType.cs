using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays;

/// <summary>The type of the elements of a Zarr array.</summary>
public sealed partial record ZarrDataType
{
    private const int MaxFields = 10_000;

    /// <summary>The class of the type.</summary>
    public required ZarrTypeClass Class { get; init; }

    /// <summary>The type as JSON, exactly as in the metadata: <c>"&lt;f4"</c>, <c>"float32"</c>, a list of fields ...</summary>
    public required JsonElement Json { get; init; }

    /// <summary>The element type of numbers; null for other types.</summary>
    public ElementType? Element { get; init; }

    /// <summary>The kind of dates or durations, stored as 64-bit integers; null for other types.</summary>
    public TimeType? Time { get; init; }

    /// <summary>Bytes of one element; 0 if they vary or are unknown.</summary>
    public int Size { get; init; }

    /// <summary>Whether the most significant byte comes first. In Zarr 3 the codec <c>bytes</c> states this instead.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>The fields of records, in the order of storage.</summary>
    public ImmutableArray<ZarrField> Fields { get; init; } = [];

    /// <summary>The type's name for users.</summary>
    public string Name => Json.ValueKind switch
    {
        _ when Time is { } time => time.ToString(),
        JsonValueKind.String => Json.GetString()!,
        JsonValueKind.Object when Json.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String => name.GetString()!,
        _ => JsonPart.OneLine(Json),
    };

    /// <summary>Makes the numeric type that Zarr 2 or 3 stores.</summary>
    /// <param name="element">The element type.</param>
    /// <param name="format">The version of Zarr: 2 or 3.</param>
    /// <param name="isBigEndian">The byte order, for Zarr 2.</param>
    /// <param name="time">The kind of dates or durations; null for plain numbers.</param>
    public static ZarrDataType Of(ElementType element, int format, bool isBigEndian = false, TimeType? time = null)
    {
        var isBig = isBigEndian && format == 2 && element.Size() > 1;
        return new()
        {
            Class = ZarrTypeClass.Number,
            Json = format == 2 ? JsonSerializer.SerializeToElement(V2Name(element, isBig, time)) : V3Json(element, time),
            Element = element,
            Time = time,
            Size = element.Size(),
            IsBigEndian = isBig,
        };
    }

    /// <summary>Finds a field of a record.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such field. The message lists all fields.</exception>
    public ZarrField Field(string name) => Fields.FirstOrDefault(field => field.Name == name)
        ?? throw new ArgumentException(
            Fields.IsEmpty
                ? $"there is no field '{name}': the elements are of type {Name}, not records"
                : $"there is no field '{name}'; expected one of {string.Join(", ", Fields.Select(field => field.Name))}", nameof(name));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
