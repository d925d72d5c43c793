using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays;

/// <summary>The type of the elements of a Zarr array.</summary>
public sealed record ZarrDataType
{
    /// <summary>What the elements are.</summary>
    public required ZarrTypeClass Class { get; init; }

    /// <summary>The type as JSON, just as the metadata have it: <c>"&lt;f4"</c>, <c>"float32"</c>, a list of fields ...</summary>
    public required JsonElement Json { get; init; }

    /// <summary>The element type of numbers; null for others.</summary>
    public ElementType? Element { get; init; }

    /// <summary>The dates or durations that 64-bit integers are; null for plain numbers.</summary>
    public TimeType? Time { get; init; }

    /// <summary>Bytes of one element; 0 where they differ or are not known.</summary>
    public int Size { get; init; }

    /// <summary>Whether the most significant byte comes first. Zarr 3 says so with its codec <c>bytes</c> instead.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>The fields of records, in the order of storage.</summary>
    public ImmutableArray<ZarrField> Fields { get; init; } = [];

    /// <summary>The type as users know it.</summary>
    public string Name => Json.ValueKind switch
    {
        _ when Time is { } time => time.ToString(),
        JsonValueKind.String => Json.GetString()!,
        JsonValueKind.Object when Json.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String => name.GetString()!,
        _ => JsonPart.OneLine(Json),
    };

    /// <summary>The type of numbers as Zarr 2 or 3 writes it.</summary>
    /// <param name="element">The element type.</param>
    /// <param name="format">2 or 3.</param>
    /// <param name="isBigEndian">The byte order, for Zarr 2.</param>
    /// <param name="time">The dates or durations that the numbers are, if they are.</param>
    public static ZarrDataType Of(ElementType element, int format, bool isBigEndian = false, TimeType? time = null)
    {
        var isBig = isBigEndian && format == 2 && element.Size() > 1;
        return new()
        {
            Class = ZarrTypeClass.Number,
            Json = format == 2 ? JsonSerializer.SerializeToElement(V2DataType.Name(element, isBig, time)) : V3DataType.ToJson(element, time),
            Element = element,
            Time = time,
            Size = element.Size(),
            IsBigEndian = isBig,
        };
    }

    /// <summary>The field of a record.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such field; the message lists those there are.</exception>
    public ZarrField Field(string name) => Fields.FirstOrDefault(field => field.Name == name)
        ?? throw new ArgumentException(
            Fields.IsEmpty
                ? $"there is no field '{name}': the elements are of type {Name}, no records"
                : $"there is no field '{name}'; there are {string.Join(", ", Fields.Select(field => field.Name))}", nameof(name));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
