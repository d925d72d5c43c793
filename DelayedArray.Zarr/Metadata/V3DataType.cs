using System.Text.Json;

namespace DelayedArrays;

/// <summary>The data types of Zarr 3. Source: the Zarr 3 specification and the registry of its extensions.</summary>
internal static class V3DataType
{
    public static ZarrDataType Parse(JsonPart type)
    {
        (string name, JsonPart configuration) = Extension.Split(type);
        return Number(name, type.Value) ?? name switch
        {
            "string" => new() { Class = ZarrTypeClass.Text, Json = type.Value },
            "bytes" or "variable_length_bytes" => new() { Class = ZarrTypeClass.Bytes, Json = type.Value },
            "fixed_length_utf32" => Fixed(ZarrTypeClass.FixedText, type, configuration),
            "null_terminated_bytes" => Fixed(ZarrTypeClass.FixedBytes, type, configuration),
            "numpy.datetime64" or "numpy.timedelta64" =>
                new() { Class = ZarrTypeClass.Number, Json = type.Value, Element = ElementType.Int64, Size = sizeof(long) },
            _ => new() { Class = ZarrTypeClass.Other, Json = type.Value },
        };
    }

    public static ZarrDataType? Number(string name, JsonElement json)
    {
        foreach (ElementType element in Enum.GetValues<ElementType>())
        {
            if (element.Name() == name)
                return new() { Class = ZarrTypeClass.Number, Json = json, Element = element, Size = element.Size() };
        }
        return null;
    }

    private static ZarrDataType Fixed(ZarrTypeClass kind, JsonPart type, JsonPart configuration)
    {
        JsonPart length = configuration.Member("length_bytes");
        int size = (int)length.Whole(0, int.MaxValue);
        if (kind == ZarrTypeClass.FixedText && size % 4 != 0)
            throw length.Problem("a multiple of 4");
        return new() { Class = kind, Json = type.Value, Size = size };
    }
}
