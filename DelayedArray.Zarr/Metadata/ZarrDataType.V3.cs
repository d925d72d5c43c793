using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays;

// The data types of Zarr 3. Source: the Zarr 3 specification and the registry of its extensions.
public sealed partial record ZarrDataType
{
    private const string Dates = "numpy.datetime64";
    private const string Durations = "numpy.timedelta64";

    internal static ZarrDataType FromV3(JsonPart type)
    {
        (var name, var configuration) = type.Extension();
        return V3Number(name, type.Value) ?? name switch
        {
            "string" => new() { Class = ZarrTypeClass.Text, Json = type.Value },
            "bytes" or "variable_length_bytes" => new() { Class = ZarrTypeClass.Bytes, Json = type.Value },
            "fixed_length_utf32" => V3Fixed(ZarrTypeClass.FixedText, type, configuration),
            "null_terminated_bytes" => V3Fixed(ZarrTypeClass.FixedBytes, type, configuration),
            "struct" or "structured" => V3Record(type, configuration.Member("fields")),
            Dates or Durations => V3Time(type, configuration, isDuration: name == Durations),
            _ => new() { Class = ZarrTypeClass.Other, Json = type.Value },
        };
    }

    private static ZarrDataType? V3Number(string name, JsonElement json)
    {
        foreach (var element in Enum.GetValues<ElementType>())
        {
            if (element.Name() == name)
                return new() { Class = ZarrTypeClass.Number, Json = json, Element = element, Size = element.Size() };
        }
        return null;
    }

    /// <summary>Gives the metadata of a type of numbers, dates or durations.</summary>
    private static JsonElement V3Json(ElementType element, TimeType? time) => time is not { } type
        ? JsonSerializer.SerializeToElement(element.Name())
        : JsonSerializer.SerializeToElement(new JsonObject
        {
            ["name"] = type.IsDuration ? Durations : Dates,
            ["configuration"] = new JsonObject { ["unit"] = type.Symbol, ["scale_factor"] = type.Count },
        });

    private static ZarrDataType V3Time(JsonPart type, JsonPart configuration, bool isDuration)
    {
        if (!configuration.Has("unit", out var unit))
            return V3Number(ElementType.Int64.Name(), type.Value)! with { Time = new TimeType(isDuration, TimeUnit.Generic) };
        var count = configuration.Has("scale_factor", out var factor) ? (int)factor.Whole(1, int.MaxValue) : 1;
        var time = TimeType.TryParse(isDuration, unit.Text() is "generic" ? "" : unit.Text())
            ?? throw unit.Problem("a unit of time such as ns, s, D or generic");
        return V3Number(ElementType.Int64.Name(), type.Value)! with { Time = time with { Count = count } };
    }

    /// <summary>Parses the fields of a record: objects with a name and a type, or pairs of them.</summary>
    private static ZarrDataType V3Record(JsonPart type, JsonPart list)
    {
        var fields = ImmutableArray.CreateBuilder<ZarrField>();
        long size = 0;
        foreach (var item in list.Items(MaxFields))
        {
            JsonPart[] pair = item.IsArray ? [.. item.Items(2)] : [item.Member("name"), item.Member("data_type")];
            var field = pair.Length == 2 ? FromV3(pair[1]) : throw item.Problem("a name and a type");
            if (field.Size == 0)
                throw pair[1].Problem("a type of fixed length");
            fields.Add(new ZarrField(pair[0].Text(), (int)size, field));
            size += field.Size;
            if (size > int.MaxValue)
                throw list.Problem($"records of at most {int.MaxValue} bytes");
        }
        if (size == 0)
            throw list.Problem("at least one field");
        return new() { Class = ZarrTypeClass.Record, Json = type.Value, Size = (int)size, Fields = fields.ToImmutable() };
    }

    private static ZarrDataType V3Fixed(ZarrTypeClass kind, JsonPart type, JsonPart configuration)
    {
        var length = configuration.Member("length_bytes");
        var size = (int)length.Whole(0, int.MaxValue);
        if (kind == ZarrTypeClass.FixedText && size % 4 != 0)
            throw length.Problem("a multiple of 4");
        return new() { Class = kind, Json = type.Value, Size = size };
    }
}
