using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>Stores numbers and booleans as another type. Source: numcodecs' astype.</summary>
internal readonly record struct AsTypeFilter(ZarrDataType Decoded, ZarrDataType Encoded) : INumberFilter
{
    public static string Name => "astype";

    public static bool TakesBooleans => true;

    // Any number other than zero is true.
    private bool IsOfTruth => Decoded.Element == ElementType.Boolean || Encoded.Element == ElementType.Boolean;

    public static IByteCodec Create(CodecArguments arguments)
    {
        var encoded = arguments.NumberType("encode_dtype");
        return arguments.Codec(new AsTypeFilter(arguments.NumberType("decode_dtype"), encoded));
    }

    public void Encode<TDecoded, TEncoded>(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded> => Convert(from, to);

    public void Decode<TDecoded, TEncoded>(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded> => Convert(from, to);

    private void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to) where TFrom : INumber<TFrom> where TTo : INumber<TTo>
    {
        if (!IsOfTruth)
        {
            INumberFilter.Cast(from, to);
            return;
        }
        for (var i = 0; i < from.Length; i++)
            to[i] = from[i] != TFrom.Zero ? TTo.One : TTo.Zero;
    }
}
