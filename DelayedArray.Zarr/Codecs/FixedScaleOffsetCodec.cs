using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>
/// Numbers are stored as <c>round((x - offset) * scale)</c>. Source: numcodecs' fixedscaleoffset, which computes in float32 or
/// float16 where the numbers it is given are, and otherwise in float64.
/// </summary>
internal static class FixedScaleOffsetCodec
{
    public static IByteCodec Create(CodecArguments arguments)
    {
        var decoded = arguments.NumberType("dtype");
        var encoded = arguments.NumberType("astype", decoded);
        var offset = arguments.Parameters.Member("offset").Number();
        var scale = arguments.Parameters.Member("scale");
        if (scale.Number() == 0)
            throw scale.Problem("a number that is not 0");
        return arguments.Dispatch(decoded, encoded, new Factory(decoded, encoded, offset, scale.Number()));
    }

    private sealed class Factory(ZarrDataType decoded, ZarrDataType encoded, double offset, double scale) : IPairVisitor
    {
        public IByteCodec Visit<TDecoded, TEncoded>()
            where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
            where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded> =>
            new Codec<TDecoded, TEncoded>(decoded, encoded, offset, scale);
    }

    private sealed class Codec<TDecoded, TEncoded>(ZarrDataType decoded, ZarrDataType encoded, double offset, double scale)
        : ElementCodec<TDecoded, TEncoded>("fixedscaleoffset", decoded, encoded)
        where TDecoded : unmanaged, INumber<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>
    {
        protected override void Encode(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        {
            if (typeof(TDecoded) == typeof(float))
                Encode<float>(from, to);
            else if (typeof(TDecoded) == typeof(Half))
                Encode<Half>(from, to);
            else
                Encode<double>(from, to);
        }

        protected override void Decode(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
        {
            if (typeof(TEncoded) == typeof(float))
                Decode<float>(from, to);
            else if (typeof(TEncoded) == typeof(Half))
                Decode<Half>(from, to);
            else
                Decode<double>(from, to);
        }

        private void Encode<TWork>(ReadOnlySpan<TDecoded> from, Span<TEncoded> to) where TWork : IFloatingPoint<TWork>
        {
            var less = TWork.CreateTruncating(offset);
            var factor = TWork.CreateTruncating(scale);
            for (var i = 0; i < from.Length; i++)
                to[i] = TEncoded.CreateSaturating(TWork.Round((TWork.CreateTruncating(from[i]) - less) * factor));
        }

        private void Decode<TWork>(ReadOnlySpan<TEncoded> from, Span<TDecoded> to) where TWork : IFloatingPoint<TWork>
        {
            var more = TWork.CreateTruncating(offset);
            var divisor = TWork.CreateTruncating(scale);
            for (var i = 0; i < from.Length; i++)
                to[i] = TDecoded.CreateSaturating((TWork.CreateTruncating(from[i]) / divisor) + more);
        }
    }
}
