using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace DelayedArrays.Zarr;

/// <summary>The data types of Zarr 2: NumPy's type strings, and lists of fields. Source: the Zarr 2 specification.</summary>
internal static class V2DataType
{
    private const int MostFields = 10_000;
    private const int MostDigits = 9;

    public static string Name(ElementType element, bool isBigEndian, TimeType? time = null)
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

    public static ZarrDataType Parse(JsonPart dtype)
    {
        if (dtype.IsArray)
            return Record(dtype);
        var text = dtype.Text();
        return Scalar(text, dtype.Value) ?? throw dtype.Problem("a NumPy type such as <f4, |b1, >i8, |S10, <U4, <M8[ns] or |O, or a list of fields");
    }

    /// <summary>
    /// Parses the numeric type in a codec's parameters, in NumPy's form (<c>&lt;i4</c>, <c>i4</c>) or that of Zarr 3 (<c>int32</c>).
    /// </summary>
    public static ZarrDataType ParseNumber(JsonPart dtype)
    {
        var text = dtype.Text();
        var type = V3DataType.Number(text, dtype.Value)
            ?? Scalar(text, dtype.Value)
            ?? (text.Length is > 1 and < 4 && char.IsAsciiLetter(text[0]) ? Scalar("<" + text, dtype.Value) : null);
        return type is { Class: ZarrTypeClass.Number } ? type : throw dtype.Problem("a type of numbers such as <f4 or float32");
    }

    private static ZarrDataType? Scalar(string text, JsonElement json)
    {
        if (text.Length < 2 || text[0] is not ('<' or '>' or '|' or '='))
            return null;
        var isBig = text[0] == '>';
        var kind = text[1];
        var rest = text[2..];
        if (kind == 'O')
            return rest.Length is 0 or 1 ? new() { Class = ZarrTypeClass.Objects, Json = json } : null;
        if (kind is 'M' or 'm')
            return Time(text[1..], json, isBig);
        if (rest.Length is 0 or > MostDigits || !int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return null;
        return kind switch
        {
            'S' => new() { Class = ZarrTypeClass.FixedBytes, Json = json, Size = size },
            'U' when size <= int.MaxValue / 4 => new() { Class = ZarrTypeClass.FixedText, Json = json, Size = 4 * size, IsBigEndian = isBig },
            'V' or 'c' => new() { Class = ZarrTypeClass.Other, Json = json, Size = size },
            _ => Number(kind, size, json, isBig),
        };
    }

    private static ZarrDataType? Time(string name, JsonElement json, bool isBig) => TimeType.TryParse(name) is { } time
        ? new() { Class = ZarrTypeClass.Number, Json = json, Element = ElementType.Int64, Time = time, Size = sizeof(long), IsBigEndian = isBig }
        : null;

    private static ZarrDataType? Number(char kind, int size, JsonElement json, bool isBig)
    {
        ElementType? element = (kind, size) switch
        {
            ('b', 1) => ElementType.Boolean,
            ('i', 1) => ElementType.Int8,
            ('u', 1) => ElementType.UInt8,
            ('i', 2) => ElementType.Int16,
            ('u', 2) => ElementType.UInt16,
            ('i', 4) => ElementType.Int32,
            ('u', 4) => ElementType.UInt32,
            ('i', 8) => ElementType.Int64,
            ('u', 8) => ElementType.UInt64,
            ('f', 2) => ElementType.Float16,
            ('f', 4) => ElementType.Float32,
            ('f', 8) => ElementType.Float64,
            _ => null,
        };
        if (element is null)
            return kind is 'f' ? new() { Class = ZarrTypeClass.Other, Json = json, Size = size } : null;
        return new() { Class = ZarrTypeClass.Number, Json = json, Element = element, Size = size, IsBigEndian = isBig && size > 1 };
    }

    private static ZarrDataType Record(JsonPart dtype)
    {
        var fields = ImmutableArray.CreateBuilder<ZarrField>();
        long offset = 0;
        foreach (var item in dtype.Items(MostFields))
        {
            JsonPart[] parts = [.. item.Items(3)];
            if (parts.Length < 2)
                throw item.Problem("a name and a type");
            var type = Parse(parts[1]);
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
