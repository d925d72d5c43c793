using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>
/// Rounds floats in encoding to a number of decimal digits, as multiples of a power of two. Decoding changes nothing. Source: numcodecs'
/// quantize.
/// </summary>
internal readonly record struct QuantizeFilter(ZarrDataType Decoded, ZarrDataType Encoded, double Scale) : INumberFilter
{
    public static string Name => "quantize";

    public static IByteCodec Create(CodecArguments arguments)
    {
        var decoded = FloatType(arguments, "dtype");
        var encoded = arguments.Parameters.Optional("astype") is null ? decoded : FloatType(arguments, "astype");
        return arguments.Codec(new QuantizeFilter(decoded, encoded, ScaleFor(arguments.Parameters.Member("digits").Number())));
    }

    public void Encode<TDecoded, TEncoded>(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>
    {
        var factor = TDecoded.CreateTruncating(Scale);
        for (var i = 0; i < from.Length; i++)
        {
            // This step is exact in float64 for every type of the product.
            var steps = Math.Round(double.CreateTruncating(from[i] * factor));
            to[i] = TEncoded.CreateTruncating(TDecoded.CreateTruncating(steps) / factor);
        }
    }

    public void Decode<TDecoded, TEncoded>(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded> => INumberFilter.Cast(from, to);

    private static ZarrDataType FloatType(CodecArguments arguments, string name)
    {
        var type = arguments.NumberType(name);
        return type.Element!.Value.IsFloat() ? type : throw arguments.Parameters.Member(name).Problem("a type of floats such as <f4 or float32");
    }

    /// <summary>Finds the smallest power of two that suffices for a number of digits.</summary>
    private static double ScaleFor(double digits)
    {
        var exponent = Math.Log(Math.Pow(10, -digits), 10);
        exponent = exponent < 0 ? Math.Floor(exponent) : Math.Ceiling(exponent);
        return Math.Pow(2, Math.Ceiling(Math.Log(Math.Pow(10, -exponent), 2)));
    }
}
