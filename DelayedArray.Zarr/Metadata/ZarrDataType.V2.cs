using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace DelayedArrays;

// The data types of Zarr 2: NumPy's type strings, and lists of fields. Source: the Zarr 2 specification.
public sealed partial record ZarrDataType
{
    private const int MaxDigits = 9;

    private static string V2Name(ElementType element, bool isBigEndian, TimeType? time = null)
    {
        if (time is { } type)
            return (isBigEndian ? ">" : "<") + type.ShortName;
        var kind = element switch
        {
            ElementType.Boolean => 'b',
            ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64 => 'u',
            _ => element.IsFloat() ? 'f' : 'i',
        };
        var order = element.Size() == 1 ? '|' : isBigEndian ? '>' : '<';
        return string.Create(CultureInfo.InvariantCulture, $"{order}{kind}{element.Size()}");
    }

    internal static ZarrDataType FromV2(JsonPart dtype)
    {
        if (dtype.IsArray)
            return V2Record(dtype);
        var text = dtype.Text();
        return V2Scalar(text, dtype.Value) ?? throw dtype.Problem("a NumPy type such as <f4, |b1, >i8, |S10, <U4, <M8[ns] or |O, or a list of fields");
    }

    /// <summary>
    /// Parses the numeric type in a codec's parameters, in NumPy's form (<c>&lt;i4</c>, <c>i4</c>) or that of Zarr 3 (<c>int32</c>).
    /// </summary>
    internal static ZarrDataType OfNumbers(JsonPart dtype)
    {
        var text = dtype.Text();
        var type = V3Number(text, dtype.Value)
            ?? V2Scalar(text, dtype.Value)
            ?? (text.Length is > 1 and < 4 && char.IsAsciiLetter(text[0]) ? V2Scalar("<" + text, dtype.Value) : null);
        return type is { Class: ZarrTypeClass.Number } ? type : throw dtype.Problem("a type of numbers such as <f4 or float32");
    }

    private static ZarrDataType? V2Scalar(string text, JsonElement json)
    {
        if (text.Length < 2 || text[0] is not ('<' or '>' or '|' or '='))
            return null;
        var isBig = text[0] == '>';
        var kind = text[1];
        var rest = text[2..];
        if (kind == 'O')
            return rest.Length is 0 or 1 ? new() { Class = ZarrTypeClass.Objects, Json = json } : null;
        if (kind is 'M' or 'm')
            return V2Time(text[1..], json, isBig);
        if (rest.Length is 0 or > MaxDigits || !int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return null;
        return kind switch
        {
            'S' => new() { Class = ZarrTypeClass.FixedBytes, Json = json, Size = size },
            'U' when size <= int.MaxValue / 4 => new() { Class = ZarrTypeClass.FixedText, Json = json, Size = 4 * size, IsBigEndian = isBig },
            'V' or 'c' => new() { Class = ZarrTypeClass.Other, Json = json, Size = size },
            _ => V2Number(kind, size, json, isBig),
        };
    }

    private static ZarrDataType? V2Time(string name, JsonElement json, bool isBig) => TimeType.TryParse(name) is { } time
        ? new() { Class = ZarrTypeClass.Number, Json = json, Element = ElementType.Int64, Time = time, Size = sizeof(long), IsBigEndian = isBig }
        : null;

    private static ZarrDataType? V2Number(char kind, int size, JsonElement json, bool isBig)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind}{size}");
        foreach (var element in Enum.GetValues<ElementType>())
        {
            if (V2Name(element, isBigEndian: false)[1..] == name)
                return new() { Class = ZarrTypeClass.Number, Json = json, Element = element, Size = size, IsBigEndian = isBig && size > 1 };
        }
        return kind is 'f' ? new() { Class = ZarrTypeClass.Other, Json = json, Size = size } : null;
    }

    private static ZarrDataType V2Record(JsonPart dtype)
    {
        var fields = ImmutableArray.CreateBuilder<ZarrField>();
        long offset = 0;
        foreach (var item in dtype.Items(MaxFields))
        {
            JsonPart[] parts = [.. item.Items(3)];
            if (parts.Length < 2)
                throw item.Problem("a name and a type");
            var type = FromV2(parts[1]);
            long size = type.Size;
            if (parts.Length == 3)
            {
                foreach (var length in parts[2].IsArray ? parts[2].Items(Shape.MaximumRank) : [parts[2]])
                    size = Math.Min(size * length.Whole(0, int.MaxValue), int.MaxValue + 1L);
                type = new() { Class = ZarrTypeClass.Other, Json = item.Value, Size = (int)Math.Min(size, int.MaxValue) };
            }
            if (type.Class == ZarrTypeClass.Objects)
                throw item.Problem("a field of fixed length");
            fields.Add(new ZarrField(parts[0].Text(), (int)offset, type));
            offset += size;
            if (offset > int.MaxValue)
                throw dtype.Problem($"records of at most {int.MaxValue} bytes");
        }
        if (offset == 0)
            throw dtype.Problem("records that are not empty");
        return new() { Class = ZarrTypeClass.Record, Json = dtype.Value, Size = (int)offset, Fields = fields.ToImmutable() };
    }
}
