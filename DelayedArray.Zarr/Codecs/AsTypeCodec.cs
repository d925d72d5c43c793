using System.Numerics;

namespace DelayedArrays;

/// <summary>Numbers are stored as another type. Source: numcodecs' astype.</summary>
internal static class AsTypeCodec
{
    public static IByteCodec Create(CodecArguments arguments)
    {
        var encoded = arguments.NumberType("encode_dtype");
        var decoded = arguments.NumberType("decode_dtype");
        return ElementPair.Dispatch(arguments, decoded, encoded, new Factory(decoded, encoded));
    }

    private sealed class Factory(ZarrDataType decoded, ZarrDataType encoded) : IPairVisitor
    {
        public IByteCodec Visit<TDecoded, TEncoded>()
            where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
            where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded> => new Codec<TDecoded, TEncoded>(decoded, encoded);
    }

    private sealed class Codec<TDecoded, TEncoded>(ZarrDataType decoded, ZarrDataType encoded)
        : ElementCodec<TDecoded, TEncoded>("astype", decoded, encoded)
        where TDecoded : unmanaged, INumber<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>
    {
        protected override void Encode(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = TEncoded.CreateTruncating(from[i]);
        }

        protected override void Decode(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = TDecoded.CreateTruncating(from[i]);
        }
    }
}
