using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>
/// Stores numbers as <c>round((x - offset) * scale)</c>. Source: numcodecs' fixedscaleoffset, which computes in the type of its input if
/// that is float32 or float16, and otherwise in float64.
/// </summary>
internal readonly record struct FixedScaleOffsetFilter(ZarrDataType Decoded, ZarrDataType Encoded, double Offset, double Scale) : INumberFilter
{
    public static string Name => "fixedscaleoffset";

    public static IByteCodec Create(CodecArguments arguments)
    {
        var decoded = arguments.NumberType("dtype");
        var encoded = arguments.NumberType("astype", decoded);
        var offset = arguments.Parameters.Member("offset").Number();
        var scale = arguments.Parameters.Member("scale");
        if (scale.Number() == 0)
            throw scale.Problem("a number that is not 0");
        return arguments.Codec(new FixedScaleOffsetFilter(decoded, encoded, offset, scale.Number()));
    }

    public void Encode<TDecoded, TEncoded>(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>
    {
        if (typeof(TDecoded) == typeof(float))
            Scaled<TDecoded, TEncoded, float>(from, to);
        else if (typeof(TDecoded) == typeof(Half))
            Scaled<TDecoded, TEncoded, Half>(from, to);
        else
            Scaled<TDecoded, TEncoded, double>(from, to);
    }

    public void Decode<TDecoded, TEncoded>(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>
    {
        if (typeof(TEncoded) == typeof(float))
            Unscaled<TDecoded, TEncoded, float>(from, to);
        else if (typeof(TEncoded) == typeof(Half))
            Unscaled<TDecoded, TEncoded, Half>(from, to);
        else
            Unscaled<TDecoded, TEncoded, double>(from, to);
    }

    private void Scaled<TDecoded, TEncoded, TWork>(ReadOnlySpan<TDecoded> from, Span<TEncoded> to)
        where TDecoded : INumber<TDecoded>
        where TEncoded : INumber<TEncoded>
        where TWork : IFloatingPoint<TWork>
    {
        var less = TWork.CreateTruncating(Offset);
        var factor = TWork.CreateTruncating(Scale);
        for (var i = 0; i < from.Length; i++)
            to[i] = TEncoded.CreateSaturating(TWork.Round((TWork.CreateTruncating(from[i]) - less) * factor));
    }

    private void Unscaled<TDecoded, TEncoded, TWork>(ReadOnlySpan<TEncoded> from, Span<TDecoded> to)
        where TDecoded : INumber<TDecoded>
        where TEncoded : INumber<TEncoded>
        where TWork : IFloatingPoint<TWork>
    {
        var more = TWork.CreateTruncating(Offset);
        var divisor = TWork.CreateTruncating(Scale);
        for (var i = 0; i < from.Length; i++)
            to[i] = TDecoded.CreateSaturating((TWork.CreateTruncating(from[i]) / divisor) + more);
    }
}
