using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>Numbers and booleans are stored as another type. Source: numcodecs' astype.</summary>
internal static class AsTypeCodec
{
    private const string CodecName = "astype";

    public static IByteCodec Create(CodecArguments arguments)
    {
        var encoded = arguments.NumberType("encode_dtype");
        var decoded = arguments.NumberType("decode_dtype");
        return Storage(decoded).DispatchNumeric(new First(decoded, encoded));
    }

    /// <summary>Booleans are bytes of 0 and 1.</summary>
    private static ElementType Storage(ZarrDataType type) =>
        type.Element == ElementType.Boolean ? ElementType.UInt8 : type.Element!.Value;

    private sealed class First(ZarrDataType decoded, ZarrDataType encoded) : INumericVisitor<IByteCodec>
    {
        public IByteCodec Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Storage(encoded).DispatchNumeric(new Second<T>(decoded, encoded));
    }

    private sealed class Second<TDecoded>(ZarrDataType decoded, ZarrDataType encoded) : INumericVisitor<IByteCodec>
        where TDecoded : unmanaged, INumber<TDecoded>
    {
        public IByteCodec Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            decoded.Element == ElementType.Boolean || encoded.Element == ElementType.Boolean
                ? new BooleanCodec<TDecoded, T>(decoded, encoded)
                : new Codec<TDecoded, T>(decoded, encoded);
    }

    private sealed class Codec<TDecoded, TEncoded>(ZarrDataType decoded, ZarrDataType encoded)
        : CastingCodec<TDecoded, TEncoded>(CodecName, decoded, encoded)
        where TDecoded : unmanaged, INumber<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>
    {
        protected override void Encode(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = TEncoded.CreateTruncating(from[i]);
        }
    }

    /// <summary>One side, or both, are booleans: whatever is not zero is true.</summary>
    private sealed class BooleanCodec<TDecoded, TEncoded>(ZarrDataType decoded, ZarrDataType encoded)
        : ElementCodec<TDecoded, TEncoded>(CodecName, decoded, encoded)
        where TDecoded : unmanaged, INumber<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>
    {
        protected override void Encode(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state) => Truth(from, to);

        protected override void Decode(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state) => Truth(from, to);

        private static void Truth<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
            where TFrom : INumber<TFrom>
            where TTo : INumber<TTo>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = from[i] != TFrom.Zero ? TTo.One : TTo.Zero;
        }
    }
}
