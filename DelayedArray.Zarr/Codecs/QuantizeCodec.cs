using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>
/// Floats are rounded on writing to a number of decimal digits, as multiples of a power of two; reading leaves them as they are. Source:
/// numcodecs' quantize.
/// </summary>
internal static class QuantizeCodec
{
    private const string CodecName = "quantize";

    public static IByteCodec Create(CodecArguments arguments)
    {
        var decoded = FloatType(arguments, "dtype");
        var encoded = arguments.Parameters.Optional("astype") is null ? decoded : FloatType(arguments, "astype");
        var scale = Scale(arguments.Parameters.Member("digits").Number());
        return arguments.Dispatch(decoded, encoded, new Factory(decoded, encoded, scale));
    }

    private static ZarrDataType FloatType(CodecArguments arguments, string name)
    {
        var type = arguments.NumberType(name);
        return type.Element!.Value.IsFloat() ? type : throw arguments.Parameters.Member(name).Problem("a type of floats such as <f4 or float32");
    }

    /// <summary>The least power of two that is fine enough for so many digits.</summary>
    private static double Scale(double digits)
    {
        var exponent = Math.Log(Math.Pow(10, -digits), 10);
        exponent = exponent < 0 ? Math.Floor(exponent) : Math.Ceiling(exponent);
        return Math.Pow(2, Math.Ceiling(Math.Log(Math.Pow(10, -exponent), 2)));
    }

    private sealed class Factory(ZarrDataType decoded, ZarrDataType encoded, double scale) : IPairVisitor
    {
        public IByteCodec Visit<TDecoded, TEncoded>()
            where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
            where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded> => new Codec<TDecoded, TEncoded>(decoded, encoded, scale);
    }

    private sealed class Codec<TDecoded, TEncoded>(ZarrDataType decoded, ZarrDataType encoded, double scale)
        : CastingCodec<TDecoded, TEncoded>(CodecName, decoded, encoded)
        where TDecoded : unmanaged, INumber<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>
    {
        protected override void Encode(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        {
            var factor = TDecoded.CreateTruncating(scale);
            for (var i = 0; i < from.Length; i++)
            {
                // Exact in float64, whatever the type of the product was.
                var steps = Math.Round(double.CreateTruncating(from[i] * factor));
                to[i] = TEncoded.CreateTruncating(TDecoded.CreateTruncating(steps) / factor);
            }
        }
    }
}
