using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>
/// Each number is stored as its difference from the one before. Source: numcodecs' delta, whose sums wrap around in the type of the
/// array.
/// </summary>
internal static class DeltaCodec
{
    public static IByteCodec Create(CodecArguments arguments)
    {
        var decoded = arguments.NumberType("dtype");
        var encoded = arguments.NumberType("astype", decoded);
        return arguments.Dispatch(decoded, encoded, new Factory(decoded, encoded));
    }

    private sealed class Factory(ZarrDataType decoded, ZarrDataType encoded) : IPairVisitor
    {
        public IByteCodec Visit<TDecoded, TEncoded>()
            where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
            where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded> => new Codec<TDecoded, TEncoded>(decoded, encoded);
    }

    private sealed class Codec<TDecoded, TEncoded>(ZarrDataType decoded, ZarrDataType encoded)
        : ElementCodec<TDecoded, TEncoded>("delta", decoded, encoded)
        where TDecoded : unmanaged, INumber<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>
    {
        protected override void Encode(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        {
            var last = state;
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = TEncoded.CreateTruncating(from[i] - last);
                last = from[i];
            }
            state = last;
        }

        protected override void Decode(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
        {
            var sum = state;
            for (var i = 0; i < from.Length; i++)
            {
                sum += TDecoded.CreateTruncating(from[i]);
                to[i] = sum;
            }
            state = sum;
        }
    }
}
