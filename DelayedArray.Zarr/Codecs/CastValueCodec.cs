using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>
/// Stores numbers as another type, with rules for values that this type cannot hold. Casts back by the same rules. Source: the registered
/// codec <c>cast_value</c> of Zarr 3.
/// </summary>
internal sealed class CastValueCodec(JsonPart parameters, ZarrDataType decoded, ZarrDataType encoded) : IPairVisitor
{
    private const string CodecName = "cast_value";
    private const int MaxPairs = 1024;

    public static IByteCodec Create(CodecArguments arguments)
    {
        arguments.RefuseOthers("data_type", "rounding", "out_of_range", "scalar_map");
        var decoded = arguments.Type.NumberType(arguments.Parameters);
        var stated = arguments.Parameters.Member("data_type");
        var encoded = ZarrDataType.FromV3(stated) is { Element: { } element and not ElementType.Boolean }
            ? ZarrDataType.Of(element, 2)
            : throw stated.Problem("a type of integers or floats");
        return arguments.Dispatch(decoded, encoded, new CastValueCodec(arguments.Parameters, decoded, encoded));
    }

    public IByteCodec Visit<TDecoded, TEncoded>()
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>
    {
        var rules = CastRules.Of(parameters);
        var isWrapped = rules.OutOfRange == OutOfRange.Wrap;
        if (isWrapped && encoded.Element!.Value.IsFloat())
            throw parameters.Member("out_of_range").Problem("clamp, because floats do not wrap around");
        var encode = Pairs<TDecoded, TEncoded>("encode", decoded, encoded);
        var decode = Pairs<TEncoded, TDecoded>("decode", encoded, decoded);
        return new Codec<TDecoded, TEncoded>(decoded, encoded, new(rules, encode), new(rules, decode));
    }

    private (TFrom, TTo)[] Pairs<TFrom, TTo>(string name, ZarrDataType from, ZarrDataType to)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        if (parameters.Optional("scalar_map")?.Optional(name) is not { } pairs)
            return [];
        return [.. pairs.Items(MaxPairs).Select(pair => pair.Items(2).ToArray() is [var key, var value]
            ? (key.Number<TFrom>(from), value.Number<TTo>(to))
            : throw pair.Problem("two numbers"))];
    }

    private sealed class Codec<TDecoded, TEncoded>(
        ZarrDataType decoded, ZarrDataType encoded, ScalarCast<TDecoded, TEncoded> encode, ScalarCast<TEncoded, TDecoded> decode)
        : ElementCodec<TDecoded, TEncoded>(CodecName, decoded, encoded)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>
    {
        protected override void Encode(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        {
            if (encode.Convert(from, to) is var done && done < from.Length)
                throw CodecException.Encoding(CodecName, ScalarCast<TDecoded, TEncoded>.Problem(from[done]));
        }

        protected override void Decode(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
        {
            if (decode.Convert(from, to) is var done && done < from.Length)
                throw CodecException.Decoding(CodecName, ScalarCast<TEncoded, TDecoded>.Problem(from[done]));
        }
    }
}
